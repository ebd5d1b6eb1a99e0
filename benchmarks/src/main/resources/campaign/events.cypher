// Not idempotent on purpose: what is written twice, too late or not at all can be seen in the graph for ever.
MERGE (k:Key {id: event.key})
  ON CREATE SET k.count = 0, k.last = 0, k.disorder = 0
// a write before the reads: it locks the key, so that two writers at once take turns and don't overwrite each other's count
SET k.locked = true
SET k.disorder = k.disorder + CASE WHEN event.seq = k.last + 1 THEN 0 ELSE 1 END
SET k.last = event.seq
SET k.count = k.count + 1
// only poison claims something, and everything it may claim is taken
FOREACH (claim IN CASE WHEN event.claim IS NULL THEN [] ELSE [event.claim] END | CREATE (:Claim {id: claim}))
CREATE (:Event {key: event.key, seq: event.seq, n: event.n / coalesce(event.per, 1), position: k.count})
