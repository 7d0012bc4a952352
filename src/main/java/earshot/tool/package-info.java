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
/// - A program that is removed, broken or no longer needed gets its standard input closed and is asked to end, with all that it has started; after
///   2 s what is left is killed. So it is when Earshot ends ([earshot.tool.ToolProcesses]).
/// - When Earshot is killed, the system closes the standard input of the programs, which ends well-behaved ones everywhere. On Linux a shell
///   that waits for this end (`ProcessWatcher`) kills the others at once, also those whose parent has ended. On macOS and Windows, and where the
///   shell was killed too, the next start kills them: `tool_processes.txt` in the home names them. There a process is missed whose parent has ended.
///
/// Decisions about devices:
/// - Request ids are numbers: firmware silently drops requests with any other id.
/// - A failed `initialize` is not the end: some firmware keeps no state of it, other firmware lists its tools regardless.
/// - A failure is the value of a future, never an exception on the connection's thread.
package earshot.tool;
