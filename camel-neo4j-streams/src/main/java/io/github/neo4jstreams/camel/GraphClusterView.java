package io.github.neo4jstreams.camel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.support.cluster.AbstractCamelClusterView;

/** What is known of the leader of one namespace: this member, or another as it was heard of last. Thread-safe. */
final class GraphClusterView extends AbstractCamelClusterView {

    private final GraphClusterService service;
    private final CamelClusterMember local = new Member(null);
    private volatile Candidacy candidacy;

    GraphClusterView(GraphClusterService service, String namespace) {
        super(service, namespace);
        this.service = service;
    }

    @Override
    protected void doStart() {
        candidacy = service.candidate(
                getNamespace(), () -> fireLeadershipChangedEvent(getLeader().orElse(null)));
    }

    @Override
    protected void doStop() {
        if (candidacy != null) {
            candidacy.stop();
        }
    }

    /**
     * Nobody is to hear twice of the same leadership, once because it listens and once because it has just changed:
     * {@code master:} starts a consumer each time.
     */
    @Override
    public void addEventListener(CamelClusterEventListener listener) {
        Candidacy current = candidacy;
        if (current == null) {
            super.addEventListener(listener);
        } else {
            current.undisturbed(() -> super.addEventListener(listener));
        }
    }

    @Override
    public Optional<CamelClusterMember> getLeader() {
        Candidacy current = candidacy;
        if (current == null) {
            return Optional.empty();
        }
        return current.leads() ? Optional.of(local) : current.other().map(Member::new);
    }

    @Override
    public CamelClusterMember getLocalMember() {
        return local;
    }

    /** Those that are known: this one, and the leader. */
    @Override
    public List<CamelClusterMember> getMembers() {
        return Stream.concat(Stream.of(local), getLeader().stream()).distinct().toList();
    }

    /** A member; the local one has no name of its own, for it is another with each start. */
    private final class Member implements CamelClusterMember {

        private final String name;

        Member(String name) {
            this.name = name;
        }

        @Override
        public boolean isLeader() {
            Candidacy current = candidacy;
            return current != null
                    && (isLocal()
                            ? current.leads()
                            : current.other().filter(name::equals).isPresent());
        }

        @Override
        public boolean isLocal() {
            return name == null;
        }

        @Override
        public String getId() {
            Candidacy current = candidacy;
            return isLocal() && current != null ? current.member() : name;
        }
    }
}
