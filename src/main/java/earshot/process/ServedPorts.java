package earshot.process;

/// Ports that a successor has to serve because devices know them, though no setting names them.
public record ServedPorts(int webSocket, int http) {}
