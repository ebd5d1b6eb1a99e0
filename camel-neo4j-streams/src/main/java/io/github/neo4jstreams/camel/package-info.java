/**
 * The Camel side: component, endpoint, options, producers, consumer, headers. The only room that knows Camel, and the only
 * one that users of the component name in their code.
 */
package io.github.neo4jstreams.camel;
