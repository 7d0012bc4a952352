package earshot.cli;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.store.HomeDirectory;
import earshot.time.Time;
import picocli.CommandLine;

/// The program that runs in a home, asked by a command: what it says is printed.
final class RunningProgram {
    private RunningProgram() {}

    /// Waits up to `limit` for the reply; returns the exit code.
    ///
    /// @throws ProblemException with NOT_RUNNING
    static int ask(HomeDirectory home, Time time, SingleInstance.Request request, Duration limit, CommandLine command) {
        SingleInstance.Reply reply = SingleInstance.ask(home, time, request, limit)
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.NOT_RUNNING, home.path())));
        PrintWriter to = reply.accepted() ? command.getOut() : command.getErr();
        reply.lines().forEach(to::println);
        to.flush();
        return reply.accepted() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
