/**
 * Brings the text of options (Cypher, patterns, passwords) through Camel's handling of endpoint URIs without a change.
 * Knows nothing about the component; docs/adr/0003-option-values.md says why it is needed.
 */
package io.github.neo4jstreams.camel.option;
