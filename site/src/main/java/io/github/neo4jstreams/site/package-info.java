/** The docs, which are Markdown for GitHub, as HTML pages that open from the disk; and whether their links lead anywhere. */
package io.github.neo4jstreams.site;
