package earshot.cli;

import module java.base;

import earshot.store.HomeDirectory;
import earshot.time.Time;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `earshot meetings`: the meetings of the program that runs in the home.
@Command(name = "meetings", description = { "Lists the meetings of the Earshot that runs in the home (--home), lets one go on, joins two.",
    "Without a command it lists them." }, mixinStandardHelpOptions = true)
final class MeetingsCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Time time;
    private final Supplier<HomeDirectory> home;

    @Spec
    private CommandSpec spec;

    MeetingsCommand(Time time, Supplier<HomeDirectory> home) {
        this.time = time;
        this.home = home;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "Lists the meetings, the newest first.", mixinStandardHelpOptions = true)
    int list() {
        return ask(new MeetingRequest.ListAll());
    }

    @Command(name = "continue", description = "Lets an ended meeting run again, with those of its devices that are connected.", mixinStandardHelpOptions = true)
    int resume(@Parameters(paramLabel = "ID", description = "The id of the meeting.") String id) {
        return ask(new MeetingRequest.Continue(id));
    }

    @Command(name = "join", mixinStandardHelpOptions = true,
        description = "Makes one meeting of two, in the order in which things were said, and has its summary written. Both stay in the trash for 30 days.")
    int join(@Parameters(paramLabel = "ID", description = "The id of one meeting.") String one,
        @Parameters(paramLabel = "ID", description = "The id of the other.") String other) {
        return ask(new MeetingRequest.Join(one, other));
    }

    @Command(name = "separate", mixinStandardHelpOptions = true,
        description = "Undoes a join: the two meetings are as they were, the joined one goes to the trash.")
    int separate(@Parameters(paramLabel = "ID", description = "The id of the joined meeting.") String joined) {
        return ask(new MeetingRequest.Separate(joined));
    }

    private int ask(MeetingRequest request) {
        return RunningProgram.ask(home.get(), time, new SingleInstance.Meetings(request), LIMIT, spec.commandLine());
    }
}
