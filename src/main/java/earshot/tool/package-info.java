/// The tools that a model may call: those of the device, which is an MCP server inside `mcp` messages or describes itself in the older `iot`
/// messages; those of the tool servers in the settings; and the built-in ones. [earshot.tool.ToolDispatcher] finds the tool of a call and runs it.
///
/// What a person tries by hand passes as one [earshot.tool.McpExchange], with the schema as the device wrote it ([earshot.tool.ToolForm]):
/// models get a shorter one.
///
/// Sources: badge-protocol sections 2.13 and 5, xiaozhi-protocol section 5, MCP 2025-06-18.
///
/// Decisions about tool servers ([earshot.tool.McpServerRegistry]):
/// - One JSON-RPC client serves devices and servers, over four transports. The official Java SDK would add 6 MB of Reactor and a second
///   Jackson, neither of which is a module, and has no transport over a device's socket.
/// - Servers start in the background with the first conversation. A server that is not connected has no tools, and no turn waits for it.
/// - Which transport an address knows is guessed from its entry; where it does not know that one, the other is tried. A redirect within the origin is
///   followed, one to another is told, since headers hold keys. A lost session is reopened, and the call it refused is made once more.
/// - Commands are found as in a terminal, also when a desktop has started Earshot: the login shell is asked for its `PATH` once, for 5 s at most
///   ([earshot.tool.SearchPath]).
/// - A broken server is restarted after 1 s, 2 s and so on up to 5 min.
/// - A program that is removed, broken or no longer needed gets its standard input closed and is asked to end, with all that it has started; after
///   2 s what is left is killed. So it is when Earshot ends ([earshot.tool.ToolProcesses]).
/// - When Earshot is killed, the system closes the standard input of the programs, which ends well-behaved ones everywhere. On Linux a shell
///   that waits for this end (`ProcessWatcher`) kills the others at once, also those whose parent has ended. On macOS and Windows, and where the
///   shell was killed too, the next start kills them: `tool_processes.txt` in the home names them. There a process is missed whose parent has ended.
///
/// Decisions about what models are offered ([earshot.tool.ToolNames], [earshot.tool.ToolSchema], `ToolOffer`):
/// - The device's tools come first, then the built-in ones, then those of servers as far as there is room. A server's tool with a name that is taken
///   gets another one and is told by both: badge-protocol section 5.3 lets it replace ours, which nobody would notice.
/// - Names in other writings are numbered, and the description lists them. Transliterating them takes a library of 14 MB, and models call by
///   the description anyway.
/// - Names of arguments that a model would refuse are replaced on the way to it and back ([earshot.tool.ToolArguments]); so are values in
///   another form than the schema's.
/// - Schemas are completed once, when a source lists its tools, to what the strictest provider accepts. A value that may have any type becomes a text.
/// - All texts of a result count, not only the last one as in section 5.3. No text is success.
/// - A tool that ran and says that it failed (`isError`) is logged as every failed call, and the model gets what the tool says, as MCP
///   wants it, so that it can mend its call. The fixed text of section 5.3 is for calls that nothing answered in words.
///
/// Decisions about devices:
/// - Request ids are numbers: firmware silently drops requests with any other id.
/// - A failed `initialize` is not the end: some firmware keeps no state of it, other firmware lists its tools regardless.
/// - A failure is the value of a future, never an exception on the connection's thread.
package earshot.tool;
