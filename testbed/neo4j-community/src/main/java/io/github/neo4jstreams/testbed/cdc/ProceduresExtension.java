package io.github.neo4jstreams.testbed.cdc;

import org.neo4j.internal.kernel.api.exceptions.ProcedureException;
import org.neo4j.kernel.api.procedure.GlobalProcedures;
import org.neo4j.kernel.extension.ExtensionFactory;
import org.neo4j.kernel.extension.ExtensionType;
import org.neo4j.kernel.extension.context.ExtensionContext;
import org.neo4j.kernel.lifecycle.Lifecycle;
import org.neo4j.kernel.lifecycle.LifecycleAdapter;

/** Registers {@link CdcProcedures} before Bolt accepts connections, so clients never see them missing. */
public final class ProceduresExtension extends ExtensionFactory<ProceduresExtension.Dependencies> {

    public interface Dependencies {
        GlobalProcedures procedures();
    }

    public ProceduresExtension() {
        super(ExtensionType.GLOBAL, "cdc-fixture-procedures");
    }

    @Override
    public Lifecycle newInstance(ExtensionContext context, Dependencies dependencies) {
        return new LifecycleAdapter() {
            @Override
            public void start() throws ProcedureException {
                dependencies.procedures().registerProcedure(CdcProcedures.class);
            }
        };
    }
}
