/** The component in Camel Quarkus: what runs in the application. */
package io.github.neo4jstreams.quarkus;
