/// The tools that a model may ask for: those of the device, with the device as an MCP server inside `mcp` messages, or described in the older
/// `iot` ones; those of servers that the settings name; and our own. [earshot.tool.Dispatch] finds out whose a call is and runs it.
///
/// Sources: badge-protocol sections 2.13 and 5, xiaozhi-protocol section 5, MCP 2025-06-18. Decisions about servers of tools
/// ([earshot.tool.McpServers]): one JSON-RPC client serves devices and servers, over four ways; the official Java SDK would bring 6 MB of
/// reactor and a second Jackson that are no modules, and knows no way over our socket. Servers start with the first conversation, beside it;
/// while one is not there it has no tools, and no turn waits for it. A broken one is started again after 1 s, 2 s and so on up to 5 min.
///
/// Decisions about devices: ids are numbers, since firmware drops a
/// request with any other silently; an `initialize` that fails does not end it, since firmware keeps no state of it and
/// others do lists regardless; what goes wrong is a value that the future holds, never an exception on the connection.
package earshot.tool;
