#!/bin/bash
# gives the connectors to Connect
curl -i -X PUT -H "Content-Type:application/json" \
    http://localhost:8083/connectors/orders-sink/config \
    -d '{
        "connector.class": "streams.kafka.connect.sink.Neo4jSinkConnector",
        "topics": "shop.orders",
        "value.converter": "org.apache.kafka.connect.json.JsonConverter",
        "value.converter.schemas.enable": "false",
        "neo4j.server.uri": "'"$NEO4J_URI"'",
        "neo4j.authentication.basic.username": "neo4j",
        "neo4j.authentication.basic.password": "hidden-in-a-script",
        "neo4j.topic.cypher.shop.orders": "MERGE (o:Order {id: event.id}) SET o.state = '\''new'\''"
    } '
curl -X POST -H "Content-Type: application/json" "$CONNECT/connectors" --data-binary @- <<EOF
{
  "name": "people-sink",
  "config": {
    "connector.class": "org.neo4j.connectors.kafka.sink.Neo4jConnector",
    "topics": "people",
    "neo4j.uri": "neo4j://graph:7687",
    "neo4j.authentication.basic.username": "neo4j",
    "neo4j.authentication.basic.password": "${file:/opt/secrets.properties:password}",
    "neo4j.pattern.topic.people": "(:Person{!id, name})"
  }
}
EOF
