package io.github.neo4jstreams.page;

/** Routes that the tests look at. */
final class Yaml {

    private Yaml() {}

    /** People from {@code direct:people}; those without a mail address can't be applied. */
    static String sink(String sinkName) {
        return """
                - route:
                    id: people
                    from:
                      uri: direct:people
                      steps:
                        - to:
                            uri: neo4j-streams:cypher
                            parameters:
                              onInvalid: skip
                              sinkName: "%s"
                              query: "CREATE (:Person {id: event.id, mail: event.mail})"
                """.formatted(sinkName);
    }

    /** All people, each time. */
    static final String SOURCE = """
            - beans:
                - name: cursors
                  type: org.apache.camel.support.processor.state.MemoryStateRepository
            - route:
                id: readings
                from:
                  uri: neo4j-streams:query
                  parameters:
                    cursorName: readings
                    cursorRepository: '#cursors'
                    query: "MATCH (p:Person) WHERE p.id > $lastCheck RETURN p.id AS id"
                    streamingProperty: id
                    startFrom: earliest
                    delay: 50
                  steps:
                    - setHeader:
                        name: read
                        constant: true
            """;
}
