package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.source.CursorStore;
import java.util.Optional;
import org.apache.camel.spi.StateRepository;

/** Cursors in any of Camel's state repositories. They can't compare and set: one source of a name at a time. */
record StateRepositoryCursorStore(StateRepository<String, String> repository) implements CursorStore {

    @Override
    public Optional<String> load(String name) {
        return Optional.ofNullable(repository.getState(name));
    }

    @Override
    public void save(String name, String expected, String cursor) {
        repository.setState(name, cursor);
    }
}
