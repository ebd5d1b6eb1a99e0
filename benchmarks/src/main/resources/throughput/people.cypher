MATCH (p:Person) WHERE p.id > $lastCheck
RETURN p.id AS id, p.name AS name, p.email AS email, p.city AS city, p.age AS age, p.score AS score, p.active AS active,
       p.note AS note
