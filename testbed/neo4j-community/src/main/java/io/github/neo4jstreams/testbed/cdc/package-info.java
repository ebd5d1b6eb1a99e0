/**
 * Test fixture: log based Change Data Capture on an embedded Neo4j <b>Community</b> 5.26 DBMS.
 *
 * <p>The Community kernel contains the complete <em>write</em> side of transaction log enrichment, it is merely
 * switched off because no {@code ApplyEnrichmentStrategy} is registered. This package
 * <ol>
 *   <li>switches it on with a database scoped kernel extension ({@link EnrichmentExtension}),</li>
 *   <li>reads the enrichment records back from the transaction log files ({@link ChangeLog},
 *       {@link EnrichmentDecoder}), and</li>
 *   <li>serves them under the documented names and signatures {@code db.cdc.earliest}, {@code db.cdc.current} and
 *       {@code db.cdc.query} ({@link CdcProcedures}), so that CDC clients can be tested over Bolt.</li>
 * </ol>
 *
 * <p>Because events come from the transaction log they have exactly the durability of the commits themselves: a
 * change is visible if and only if its transaction was committed, also after {@code kill -9} and recovery, and ids
 * stay valid over restarts until the log is pruned.
 *
 * <p><b>Scope.</b> For development and tests only. It compiles against internal, unversioned Neo4j APIs, therefore it is
 * tied to one exact Neo4j version. Neo4j Community is GPLv3: keep this in its own process and its own module,
 * never in a published artefact. It is an independent emulation written from the public documentation of the
 * procedures; where the documentation is silent, the behaviour here is a guess (marked "assumption" in the sources) and a
 * test against it proves nothing about Neo4j Enterprise or Aura.
 */
package io.github.neo4jstreams.testbed.cdc;
