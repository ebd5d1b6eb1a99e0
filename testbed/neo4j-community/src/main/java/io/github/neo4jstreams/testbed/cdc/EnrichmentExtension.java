package io.github.neo4jstreams.testbed.cdc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.neo4j.kernel.extension.ExtensionFactory;
import org.neo4j.kernel.extension.ExtensionType;
import org.neo4j.kernel.extension.context.ExtensionContext;
import org.neo4j.kernel.lifecycle.Lifecycle;
import org.neo4j.kernel.lifecycle.LifecycleAdapter;
import org.neo4j.storageengine.api.enrichment.ApplyEnrichmentStrategy;
import org.neo4j.storageengine.api.enrichment.EnrichmentMode;

/**
 * Kernel extension that turns on transaction log enrichment for every user database of a DBMS.
 *
 * <p>How it takes effect: the lifecycle returned by a {@link ExtensionType#DATABASE} extension is put into the
 * dependency container of the database under all of its interfaces before the transaction module is built; the
 * database installs {@code NO_ENRICHMENT} only if no {@link ApplyEnrichmentStrategy} is there by then.
 */
public final class EnrichmentExtension extends ExtensionFactory<EnrichmentExtension.Dependencies> {

    /** Nothing is needed, but the kernel insists on an interface to make a proxy of. */
    public interface Dependencies {}

    private final EnrichmentMode initialMode;

    /** @param initialMode mode of a database that has never been seen before; later the persisted one wins */
    public EnrichmentExtension(EnrichmentMode initialMode) {
        super(ExtensionType.DATABASE, "cdc-fixture-enrichment");
        this.initialMode = initialMode;
    }

    @Override
    public Lifecycle newInstance(ExtensionContext context, Dependencies dependencies) {
        return new Strategy(context.directory(), initialMode);
    }

    /** The switch, one per database. Resolve it as {@link ApplyEnrichmentStrategy} to change the mode at runtime. */
    public static final class Strategy extends LifecycleAdapter implements ApplyEnrichmentStrategy {
        private final Path file;
        private volatile State state;

        /** @param sinceTx last transaction before enrichment was switched on; older change ids are invalid */
        record State(EnrichmentMode mode, long sinceTx) {}

        Strategy(Path databaseDirectory, EnrichmentMode initialMode) {
            this.file = databaseDirectory.resolve("cdc-fixture.mode");
            this.state = load(new State(initialMode, 0));
        }

        @Override
        public EnrichmentMode check() {
            return state.mode();
        }

        long sinceTx() {
            return state.sinceTx();
        }

        /**
         * Changes the mode. OFF followed by DIFF/FULL invalidates all older change ids, as documented for
         * {@code txLogEnrichment}. Transactions in flight during the switch belong to neither side.
         */
        synchronized void switchTo(EnrichmentMode mode, long lastCommittedTx) {
            State next = new State(mode, state.mode() == EnrichmentMode.OFF ? lastCommittedTx : state.sinceTx());
            try {
                Path tmp = file.resolveSibling(file.getFileName() + ".tmp");
                Files.writeString(tmp, next.mode() + " " + next.sinceTx());
                Files.move(tmp, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            state = next;
        }

        private State load(State otherwise) {
            if (!Files.exists(file)) {
                return otherwise;
            }
            try {
                String[] parts = Files.readString(file).trim().split(" ");
                return new State(EnrichmentMode.valueOf(parts[0]), Long.parseLong(parts[1]));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
