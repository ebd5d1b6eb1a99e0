package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.source.CursorStore;
import io.github.neo4jstreams.source.CursorStoreException;
import java.util.Optional;
import org.apache.camel.spi.StateRepository;

/**
 * Cursors in any of Camel's state repositories. They can't compare and set: one source of a name at a time, unless the
 * repository itself sees to that.
 */
record StateRepositoryCursorStore(StateRepository<String, String> repository) implements CursorStore {

    @Override
    public Optional<String> load(String name) {
        try {
            return Optional.ofNullable(repository.getState(name));
        } catch (RuntimeException e) {
            throw new CursorStoreException(name, e);
        }
    }

    @Override
    public void save(String name, String expected, String cursor) {
        try {
            repository.setState(name, cursor);
        } catch (RuntimeException e) {
            throw new CursorStoreException(name, e);
        }
    }
}
