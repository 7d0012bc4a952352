package earshot.tool;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;

/// Tells once which tools of servers are not offered to models because there is no room. Devices with more tools of their own leave less room;
/// what is reported is the most that is left out with any of them, until servers or their tools change. Safe for use from any thread.
final class LeftOutTools {
    /// Names in one problem.
    private static final int MAX_NAMES = 12;

    private final ProblemSink problems;
    private List<ToolServerStatus> servers = List.of();
    private Map<String, List<String>> told = Map.of();

    LeftOutTools(ProblemSink problems) {
        this.problems = problems;
    }

    /// @param now the servers as they are
    /// @param leftOut names of tools by server
    synchronized void report(List<ToolServerStatus> now, Map<String, List<String>> leftOut) {
        Map<String, List<String>> most = new HashMap<>();
        if (now.equals(servers)) {
            most.putAll(told);
        } else {
            told.keySet().stream().filter(server -> !leftOut.containsKey(server))
                .forEach(server -> problems.resolve(ProblemCode.TOOLS_LEFT_OUT, McpServerRegistry.subject(server)));
        }
        leftOut.forEach((server, tools) -> {
            if (tools.size() > most.getOrDefault(server, List.of()).size()) {
                most.put(server, tools);
                problems.raise(Problem.of(ProblemCode.TOOLS_LEFT_OUT, McpServerRegistry.subject(server), server, tools.size(), names(tools)));
            }
        });
        servers = now;
        told = most;
    }

    /// The first names, and `…` where there are more.
    static String names(List<String> tools) {
        return tools.stream().limit(MAX_NAMES).collect(Collectors.joining(", ")) + (tools.size() > MAX_NAMES ? ", …" : "");
    }
}
