MERGE (p:Person {id: event.id})
SET p += event, p.times = coalesce(p.times, 0) + 1
