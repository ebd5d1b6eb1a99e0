/** Spring Boot's way to configure the component. */
package io.github.neo4jstreams.springboot;
