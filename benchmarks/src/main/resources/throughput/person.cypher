MERGE (p:Person {id: event.id}) SET p += event
