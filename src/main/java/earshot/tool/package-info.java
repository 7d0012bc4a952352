/// The tools that a model may call: those of the device, which is an MCP server inside `mcp` messages or describes itself in the older `iot`
/// messages; those of the tool servers in the settings; and the built-in ones. [earshot.tool.ToolDispatcher] finds the tool of a call and runs it.
///
/// Sources: badge-protocol sections 2.13 and 5, xiaozhi-protocol section 5, MCP 2025-06-18.
///
/// Decisions about tool servers ([earshot.tool.McpServerRegistry]):
/// - One JSON-RPC client serves devices and servers, over four transports. The official Java SDK would add 6 MB of Reactor and a second
///   Jackson, neither of which is a module, and has no transport over a device's socket.
/// - Servers start in the background with the first conversation. A server that is not connected has no tools, and no turn waits for it.
/// - A broken server is restarted after 1 s, 2 s and so on up to 5 min.
///
/// Decisions about devices:
/// - Request ids are numbers: firmware silently drops requests with any other id.
/// - A failed `initialize` is not the end: some firmware keeps no state of it, other firmware lists its tools regardless.
/// - A failure is the value of a future, never an exception on the connection's thread.
package earshot.tool;
