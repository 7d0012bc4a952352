package earshot.cli;

import module java.base;

import earshot.data.LetterCase;
import earshot.memory.ConversationExporter;
import earshot.store.HomeDirectory;
import earshot.time.Time;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `earshot devices`: who may connect to the program that runs in the home, and decisions about that.
@Command(name = "devices", description = { "Lists the devices of the Earshot that runs in the home (--home), decides who may connect, and sends to them.",
    "Without a command it lists them." }, mixinStandardHelpOptions = true)
final class DevicesCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Time time;
    private final Supplier<HomeDirectory> home;

    @Spec
    private CommandSpec spec;

    DevicesCommand(Time time, Supplier<HomeDirectory> home) {
        this.time = time;
        this.home = home;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
        description = "Lists the devices: first those that wait for approval, with the code that their board shows.")
    int list() {
        return ask(new DeviceRequest.ListAll());
    }

    @Command(name = "approve", description = "Lets a device in, with a token of its own that it gets by OTA.", mixinStandardHelpOptions = true)
    int approve(@Parameters(paramLabel = "ID|CODE", description = "The id of the device, or the code that its board shows.") String which) {
        return ask(new DeviceRequest.Decide(DeviceRequest.Decision.APPROVE, which));
    }

    @Command(name = "refuse", description = "Keeps a device out; one that was approved is disconnected.", mixinStandardHelpOptions = true)
    int refuse(@Parameters(paramLabel = "ID|CODE", description = "The id of the device, or the code that its board shows.") String which) {
        return ask(new DeviceRequest.Decide(DeviceRequest.Decision.REFUSE, which));
    }

    @Command(name = "forget", description = "Forgets what was decided about a device: it may ask again.", mixinStandardHelpOptions = true)
    int forget(@Parameters(paramLabel = "ID|CODE", description = "The id of the device, or the code that its board shows.") String which) {
        return ask(new DeviceRequest.Decide(DeviceRequest.Decision.FORGET, which));
    }

    @Command(name = "export", mixinStandardHelpOptions = true,
        description = "Writes what was said to devices, and the answers, to a file: what is kept (conversation.keep_days) and what is still in memory.")
    int export(@Parameters(paramLabel = "FILE", description = "Where it is written, for example conversations.csv.") Path file,
        @Option(names = "--device", paramLabel = "ID", defaultValue = "", description = "Only of this device.") String device,
        @Option(names = "--format", paramLabel = "csv|json", description = "By default as FILE ends, else csv.") Optional<ConversationExporter.Format> format,
        @Option(names = "--force", description = "Replace a file that exists.") boolean force) {
        if (Files.exists(file) && !force) {
            throw new ParameterException(spec.commandLine(), file + " exists; --force replaces it");
        }
        boolean json = LetterCase.lower(file.toString()).endsWith(".json");
        return ask(new DeviceRequest.Export(device, format.orElse(json ? ConversationExporter.Format.JSON : ConversationExporter.Format.CSV),
            file.toAbsolutePath().normalize()));
    }

    @Command(name = "say", description = "Has the voice speak a sentence on a device, as soon as that disturbs nobody.", mixinStandardHelpOptions = true)
    int say(@Parameters(paramLabel = "ID", description = "The id of the device.") String which,
        @Parameters(paramLabel = "SENTENCE", description = "At most 500 characters.") String sentence) {
        return ask(new DeviceRequest.Send(which, DeviceRequest.SendAs.SAY, sentence, false));
    }

    @Command(name = "alert", description = "Shows an alert on a device, with a tone.", mixinStandardHelpOptions = true)
    int alert(@Parameters(paramLabel = "ID", description = "The id of the device.") String which,
        @Parameters(paramLabel = "TEXT", description = "What it says.") String text) {
        return ask(new DeviceRequest.Send(which, DeviceRequest.SendAs.ALERT, text, false));
    }

    @Command(name = "send", description = "Sends a device a message in JSON, as it is written.", mixinStandardHelpOptions = true)
    int send(@Parameters(paramLabel = "ID", description = "The id of the device.") String which,
        @Parameters(paramLabel = "JSON", description = "The message.") String message,
        @Option(names = "--anyway", description = "Send it although it breaks rules of the protocol.") boolean anyway) {
        return ask(new DeviceRequest.Send(which, DeviceRequest.SendAs.MESSAGE, message, anyway));
    }

    private int ask(DeviceRequest request) {
        return RunningProgram.ask(home.get(), time, new SingleInstance.Devices(request), LIMIT, spec.commandLine());
    }
}
