package earshot.cli;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusCodecs;
import earshot.data.ControlCharacters;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.simulator.EncodedRecording;
import earshot.simulator.Loudspeaker;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.SampleSentence;
import earshot.simulator.SimulatedConversation;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.simulator.SimulatedDeviceReport;
import earshot.simulator.Simulation;
import earshot.simulator.SimulationReport;
import earshot.simulator.SystemLoudspeaker;
import earshot.simulator.script.DeviceScript;
import earshot.simulator.script.DeviceScriptReader;
import earshot.simulator.script.ScriptedConversation;
import earshot.time.Time;
import earshot.wire.Framing;
import earshot.wire.ListenMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `simulate`: runs test devices against any xiaozhi server, with a report. Exit code 0 when every device completed every turn and played
/// every frame, or met what its script expects; 1 when one did not, 2 on bad usage.
@Command(name = "simulate", description = "Lets test devices talk to a xiaozhi server in real time and reports what they saw.", mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_DEVICES = 2000;

    private final Time time;

    @Spec
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", description = "WebSocket address of the server, for example ws://192.168.1.5:8000/xiaozhi/v1/")
    private Optional<String> url = Optional.empty();

    @Option(names = "--ota", paramLabel = "URL", description = "Ask this OTA address for the server first, as a board does at boot.")
    private Optional<String> ota = Optional.empty();

    @Option(names = "--speech", paramLabel = "FILE", description = "WAV file to speak (default: the recorded sentence that is shipped).")
    private Optional<Path> speech = Optional.empty();

    @Option(names = "--script", paramLabel = "FILE",
        description = "YAML file with what each device does, and what it expects; see assets/docs/test-device-script.md.")
    private Optional<Path> script = Optional.empty();

    @Option(names = "--devices", paramLabel = "N", defaultValue = "1", description = "How many devices, all at the same time (default: 1).")
    private int devices;

    @Option(names = "--turns", paramLabel = "N", defaultValue = "1", description = "How often each device speaks (default: 1).")
    private int turns;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "auto", converter = ModeConverter.class,
        description = "auto, manual or realtime (default: auto).")
    private ListenMode mode;

    @Option(names = "--protocol", paramLabel = "1..3", defaultValue = "1", description = "How sound is wrapped (default: 1).")
    private int protocol;

    @Mixin
    private ServerCredentials credentials;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "60", description = "How long an answer may take (default: 60).")
    private int patience;

    @Option(names = "--speaker", description = "Play what the first device hears on this computer's loudspeaker.")
    private boolean speaker;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    public SimulateCommand(Time time) {
        this.time = time;
    }

    /// @throws earshot.problem.ProblemException when the recording cannot be used
    @Override
    public Integer call() {
        Optional<DeviceScript> played = script.map(DeviceScriptReader::read);
        SimulatedDeviceProfile profile = profile(played);
        OpusCodec codec = OpusCodecs.best();
        EncodedRecording recording = speech.map(file -> SampleSentence.recording(codec, file)).orElseGet(() -> SampleSentence.load().recording(codec));
        Simulation.Talk talk = played.map(steps -> script(steps, codec, recording)).orElse(this::sentences);
        SimulationReport report = run(codec, new Simulation.Plan(profile, ota, recording, devices, talk));
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? report.json().toPrettyString() + "\n" : report.text());
        out.flush();
        return report.passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private SimulatedDeviceReport sentences(SimulatedDevice device, RecordedMicrophone microphone, Optional<String> asked) {
        return new SimulatedConversation(time, device, microphone, turns, new SimulatedConversation.TimeLimits(Duration.ofSeconds(patience), Duration.ZERO))
            .run(asked);
    }

    /// @param recording of the steps that name none
    private Simulation.Talk script(DeviceScript steps, OpusCodec codec, EncodedRecording recording) {
        Map<Optional<Path>, EncodedRecording> recordings = new HashMap<>(steps.recordings(codec));
        recordings.put(Optional.empty(), recording);
        return (device, microphone, asked) -> {
            try (device) {
                return new ScriptedConversation(time, device, microphone, steps, recordings, Duration.ofSeconds(patience), () -> { }).run(asked);
            }
        };
    }

    private SimulationReport run(OpusCodec codec, Simulation.Plan plan) {
        if (!speaker) {
            return new Simulation(time, codec, plan, Loudspeaker.silent(), this::showCode).run();
        }
        try (SystemLoudspeaker line = new SystemLoudspeaker(time, new OnStandardError(spec.commandLine().getErr()))) {
            SimulationReport report = new Simulation(time, codec, plan, line, this::showCode).run();
            time.sleep(SystemLoudspeaker.LATENCY);
            return report;
        }
    }

    /// Not in the report, which comes only at the end.
    private void showCode(DeviceId device, String code) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(ControlCharacters.escape(device + " waits for approval" + (code.isEmpty() ? "" : ", code " + code)));
        err.flush();
    }

    private SimulatedDeviceProfile profile(Optional<DeviceScript> played) {
        Usage usage = new Usage(spec);
        usage.require(url.isPresent() || ota.isPresent(), "name the server: --url ws://… or --ota http://…");
        usage.require(devices >= 1 && devices <= MOST_DEVICES, "--devices takes 1 to " + MOST_DEVICES);
        usage.require(turns >= 1, "--turns takes 1 or more");
        usage.require(script.isEmpty() || turns == 1, "a script says itself how often it is repeated: leave --turns out");
        usage.require(protocol >= 1 && protocol <= 3, "--protocol takes 1, 2 or 3");
        usage.require(patience >= 1, "--patience takes 1 or more seconds");
        credentials.check(usage);
        url.ifPresent(address -> usage.requireAddress("--url", address, "ws"));
        ota.ifPresent(address -> usage.requireAddress("--ota", address, "http"));
        return SimulatedDeviceProfile.numbered(0, url.orElse("")).withToken(credentials.token())
            .withFraming(played.flatMap(DeviceScript::framing).orElse(Framing.ofVersion(protocol))).withMode(played.flatMap(DeviceScript::mode).orElse(mode))
            .withFingerprint(credentials.trust());
    }

    /// Prints problems that do not end the run, one line each.
    private record OnStandardError(PrintWriter err) implements ProblemSink {
        @Override
        public void raise(Problem problem) {
            err.println(problem.what(Locale.getDefault()) + " " + problem.remedy(Locale.getDefault()));
            err.flush();
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {}
    }

    /// Listen modes are written as on the wire.
    static final class ModeConverter implements CommandLine.ITypeConverter<ListenMode> {
        @Override
        public ListenMode convert(String value) {
            return ListenMode.ofWireName(value)
                .orElseThrow(() -> new CommandLine.TypeConversionException("--mode takes auto, manual or realtime, not " + value));
        }
    }
}
