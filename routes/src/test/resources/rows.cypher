MATCH (p:Person)
WHERE p.seq > $lastCheck
RETURN p.id AS key, p.seq AS seq
