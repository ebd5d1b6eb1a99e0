package io.github.neo4jstreams.migrate.read;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A member may have two files, of which newer versions of the plugin read one. */
public final class JoinedFiles {

    private JoinedFiles() {}

    /** Whether a member has both a streams.conf and a neo4j.conf. */
    public static boolean ofBothKinds(List<Source> members) {
        return members.stream().anyMatch(member -> {
            Set<String> names = member.settings().stream()
                    .map(setting -> setting.place().file())
                    .collect(Collectors.toSet());
            return names.stream().anyMatch(name -> name.endsWith("streams.conf"))
                    && names.stream().anyMatch(name -> name.endsWith("neo4j.conf"));
        });
    }
}
