"""The server process: application, sockets, connections, middleware, health and metrics."""
