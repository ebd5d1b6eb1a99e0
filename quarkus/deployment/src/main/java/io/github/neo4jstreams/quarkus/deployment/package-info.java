/** The component in Camel Quarkus: what runs while an application is built. */
package io.github.neo4jstreams.quarkus.deployment;
