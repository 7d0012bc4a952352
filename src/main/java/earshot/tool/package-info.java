/// The tools that a device offers: JSON-RPC 2.0 (MCP) inside `mcp` messages, with the device as the MCP server.
///
/// Sources: badge-protocol section 2.13, xiaozhi-protocol section 5. Decisions: ids are numbers, since firmware drops a
/// request with any other silently; an `initialize` that fails does not end it, since firmware keeps no state of it and
/// others do lists regardless; what goes wrong is a value that the future holds, never an exception on the connection.
package earshot.tool;
