"""The contract (topics, messages) and the one MQTT client. The only package that imports paho."""
