/** Reading changes and rows, and remembering how far: selectors, cursors, what to do when a cursor is lost. */
package io.github.neo4jstreams.source;
