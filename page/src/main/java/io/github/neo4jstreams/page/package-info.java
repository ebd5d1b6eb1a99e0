/** A page in the browser that shows what the dev console {@code neo4j-streams} knows, read-only, where somebody asks for it. */
package io.github.neo4jstreams.page;
