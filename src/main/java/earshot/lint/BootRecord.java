package earshot.lint;

import module java.base;

import earshot.server.BootExchange;

/// The newest boot request of a device, and what earlier answers of this server have left in its storage.
///
/// @param storedBefore values by `websocket.url` and the like; what another server has left is not known here
public record BootRecord(BootExchange exchange, Map<String, String> storedBefore) {
    public BootRecord {
        storedBefore = Map.copyOf(storedBefore);
    }

    /// The record of the next boot request.
    public BootRecord next(BootExchange newer) {
        Map<String, String> stored = new HashMap<>(storedBefore);
        BootAnalysis.of(this).stored().forEach(value -> value.written().ifPresent(written -> stored.put(value.key(), written)));
        return new BootRecord(newer, stored);
    }
}
