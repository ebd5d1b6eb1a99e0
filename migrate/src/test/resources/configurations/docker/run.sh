docker network create graph
docker run -d --name core1 --network graph -p 7474:7474 \
  -e NEO4J_AUTH=neo4j/hidden-in-a-script \
  -e NEO4J_kafka_bootstrap_servers=broker:9092 \
  --env "NEO4J_streams_sink_enabled=true" \
  --env 'NEO4J_streams_sink_topic_cypher_people=MERGE (p:Person {id: event.id}) SET p += event' \
  -e NEO4J_streams_source_enabled=false \
  -e NEO4JLABS_PLUGINS='["streams"]' neo4j:4.4
