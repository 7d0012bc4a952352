package earshot.ui;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.EngineState;
import earshot.engine.FirstContact;
import earshot.engine.Operation;
import earshot.engine.PreviousRun;
import earshot.engine.ProblemEntry;
import earshot.engine.ServerMetrics;
import earshot.engine.SettingsFinding;
import earshot.engine.SettingsReport;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.id.ReminderId;
import earshot.lint.BootRecord;
import earshot.memory.DeviceMemory;
import earshot.peer.PeerMessage;
import earshot.peer.PeerMessageState;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.reminder.Recurrence;
import earshot.reminder.Reminder;
import earshot.reminder.ReminderTime;
import earshot.server.BootExchange;
import earshot.server.SentRequest;
import earshot.task.TaskGroup;
import earshot.task.TaskPatch;
import earshot.task.TaskRegistry;
import earshot.task.TaskStore;
import earshot.time.Time;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.StageNote;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import earshot.wire.Dialect;

/// States of the whole engine in which the gallery walks all views.
enum GalleryState {
    EMPTY {
        @Override
        void arrange(EngineFake engine, Time time) {
            engine.models.set(ModelsStateSamples.none(time.now()));
        }
    },
    ONE {
        @Override
        void arrange(EngineFake engine, Time time) {
            MeetingScreenshotScenes.live(engine, time, 12);
            engine.devices.set(List.of());
            ScreenshotScene.ONE.arrange(engine, time);
            ModelsStateSamples.arrange(engine, time);
            engine.sheet.set(SettingsSamples.some());
            engine.turns.set(List.of(turn(1, FIRST, "Kitchen badge", "what is the battery level of the device",
                "The battery is at eighty percent, and it is not charging.", TurnFacts.Outcome.DONE, time)));
            talk(engine, time, 12, "Kitchen badge");
            engine.memories.set(List.of(memory(time)));
            engine.answers = DeviceToolsClickTest::answer;
            engine.boots.set(Map.of(FIRST,
                new BootRecord(new BootExchange(time.now(),
                    new SentRequest("POST /xiaozhi/ota/ HTTP/1.1",
                        List.of("device-id: 94:a9:90:00:00:01", "client-id: ***", "user-agent: bread-compact-wifi/2.4.2")),
                    "{\"version\":2,\"application\":{\"name\":\"xiaozhi\",\"version\":\"2.4.2\"}}", 200, "HTTP/1.1 200 OK",
                    "{\"websocket\":{\"url\":\"ws://192.168.1.5:8000/xiaozhi/v1/\",\"token\":\"***\",\"version\":1}}"), Map.of())));
            engine.reminders.set(List.of(reminder(1, "water the plants", time)));
            TaskRegistry tasks = new TaskRegistry(time, TaskStore.none());
            List.of("sweep the hall", "mop the kitchen").forEach(title -> tasks.create(TaskGroup.of(FIRST), TaskPatch.of("").titled(title), Optional.empty()));
            engine.tasks.set(tasks.rows().get());
            engine.peerMessages.set(List.of(
                new PeerMessage(new PeerMessageId("1"), FIRST, new DeviceId("94:a9:90:00:00:02"), "note", "Call the plumber", "{}", time.now(),
                    new PeerMessageState.Waiting(time.now().plus(Duration.ofDays(3)))),
                new PeerMessage(new PeerMessageId("2"), FIRST, FIRST, "note", "Lunch", "{}", time.now(), new PeerMessageState.Delivered(time.now()))));
        }
    },
    CROWDED {
        @Override
        void arrange(EngineFake engine, Time time) {
            MeetingModelFake meetings = MeetingScreenshotScenes.live(engine, time, 900);
            HOSTILE.forEach(name -> meetings.put(MeetingModelFake.of(MeetingScreenshotScenes.ended(
                MeetingModelFake.live(new earshot.id.MeetingId("h" + HOSTILE.indexOf(name)), name, time.now().minus(Duration.ofDays(6))),
                Duration.ofMinutes(61)), List.of())));
            engine.devices.set(List.of());
            ScreenshotScene.CROWDED.arrange(engine, time);
            IntStream.range(0, HOSTILE.size())
                .forEach(i -> engine.device(new DeviceId("94:a9:90:00:01:0" + i)).named(HOSTILE.get(i), HOSTILE.get(HOSTILE.size() - 1 - i))
                .connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "→ tts sentence_start " + HOSTILE.get(i)));
            engine.devices.get().forEach(device -> engine.firmware.put(device.id(), FirmwareSamples.speaking(device.id(), time)));
            engine.models.set(ModelsStateSamples.many(time.now()));
            engine.history.set(ModelsStateSamples.history(time.now()));
            engine.sheet.set(SettingsSamples.some());
            engine.turns.set(IntStream.range(0, 40)
                .mapToObj(
                    i -> turn(40 - i, FIRST, HOSTILE.get(i % HOSTILE.size()), HOSTILE.get((i + 1) % HOSTILE.size()), HOSTILE.get((i + 2) % HOSTILE.size()),
                TurnFacts.Outcome.values()[1 + i % 4], time)).toList());
            talk(engine, time, 2_000, HOSTILE.toArray(String[]::new));
            GroupWorkSamples.many(engine, time, FIRST, new DeviceId("94:a9:90:00:01:01"), HOSTILE);
            engine.memories.set(List.of(memory(time)));
            engine.reminders.set(LongStream.range(1, 20).mapToObj(i -> reminder(i, HOSTILE.get((int) i % HOSTILE.size()), time)).toList());
            engine.settingsReport.set(new SettingsReport(Optional.of(Path.of("/home/someone/xiaozhi/data/.config.yaml")),
                IntStream.range(0, 30).mapToObj(i -> finding(i, "plugins.get_weather." + HOSTILE.get(i % HOSTILE.size()))).toList()));
        }
    },
    FAILING {
        @Override
        void arrange(EngineFake engine, Time time) {
            ScreenshotScene.REFUSED.arrange(engine, time);
            engine.device(FIRST).named("Kitchen badge", "on the fridge").asleep(Duration.ofMinutes(12), "idle.silent");
            engine.state.set(new EngineState(EngineState.Phase.FAILED, 0, 0, time.now(), new PreviousRun.Stopped(time.now().minusSeconds(260))));
            List<FirstContact.StepStatus> steps = new ArrayList<>(EngineFake.firstContactWith(0, 0).steps());
            Problem taken = Problem.of(ProblemCode.PORT_TAKEN, 8000, 8010, "WebSocket");
            steps.set(0, new FirstContact.StepStatus(FirstContact.Step.LISTENING, FirstContact.StepState.FAILED, Optional.of(taken), ""));
            engine.firstContact.set(new FirstContact(steps, 0));
            engine.addresses.set(List.of());
            engine.models.set(ModelsStateSamples.some(time.now()));
            engine.history.set(ModelsStateSamples.broken());
            engine.outcome = new Operation.Outcome.Failed(Problem.of(ProblemCode.PORT_TAKEN, 8000, 8010, "WebSocket"));
            engine.serverMetrics.set(new ServerMetrics(0, 1, 0, 0, 120_345, 4_711, 98.6, 2_048));
            engine.turns.set(List.of(turn(2, FIRST, "Kitchen badge", "", "", TurnFacts.Outcome.FAILED, time),
                turn(1, FIRST, "Kitchen badge", "", "", TurnFacts.Outcome.NOTHING_HEARD, time)));
            talk(engine, time, 40, "Kitchen badge");
            List<ProblemEntry> problems = new ArrayList<>();
            // more than fit the window; all of them would only cost time
            for (ProblemCode code : List.of(ProblemCode.values()).subList(0, 24)) {
                Problem problem = code == ProblemCode.PORT_TAKEN || code == ProblemCode.PORT_RESERVED ? Problem.of(code, 8000, 8010, "WebSocket")
                    : code == ProblemCode.CONFIG_UNREADABLE ? ModelsStateSamples.unreadable()
                    : Problem.of(code, new ProblemSubject.Device(FIRST), "94:a9:90:00:00:01", "https://gateway.example-company.internal:8443/teams/voice/v1",
                        "17", "model", "401", "300", "12");
                problems.add(new ProblemEntry(problems.size() + 1, problem, time.now(), time.now(), 1 + problems.size() % 30,
                    problems.size() % 11 == 10 ? Optional.of(time.now()) : Optional.empty(), problems.size() % 7 == 6, problems.size() == 21));
            }
            engine.problems.set(problems);
        }
    };

    /// Names that people and attackers give.
    static final List<String> HOSTILE = List.of("Kitchen".repeat(72).substring(0, 500), "😀 Kitchen ☕☕ badge", "مرحبا بالعالم غرفة المعيشة",
        "<script>alert('hello')</script>", "שלום kitchen עולם 12", "很长的名字".repeat(40), "two\nlines\tand a tab", "W");
    static final DeviceId FIRST = new DeviceId("94:a9:90:00:00:01");

    abstract void arrange(EngineFake engine, Time time);

    private static TurnRecord turn(long number, DeviceId id, String device, String heard, String answer, TurnFacts.Outcome outcome, Time time) {
        List<StageTime> stages = List.of(new StageTime(TurnStage.SILENCE, Duration.ofMillis(700)),
            new StageTime(TurnStage.COMPUTE_WAIT, Duration.ofMillis(8_721)),
            new StageTime(TurnStage.RECOGNISE, Duration.ofSeconds(4), List.of(new StageNote.GivenUp(Duration.ofSeconds(4)))),
            new StageTime(TurnStage.ANSWER, Duration.ofMillis(120)),
            new StageTime(TurnStage.VOICE, Duration.ofMillis(60), List.of(new StageNote.StandIn("FreeTTS kevin16", "Edge", ""))),
            new StageTime(TurnStage.FIRST_FRAME, Duration.ofMillis(90)), new StageTime(TurnStage.PLAYOUT, Duration.ofMillis(2_640)));
        TurnFacts.Answer said = new TurnFacts.Answer(answer, Optional.of("small (gpt-4o-mini)"), Optional.of(Duration.ofMillis(80)),
            List.of(new TurnFacts.ToolRun("look_up", "{\"city\":\"Kiel\"}", "{\"degrees\":12}", outcome == TurnFacts.Outcome.FAILED, Duration.ofMillis(40),
                Optional.empty())));
        Optional<TurnFacts.Interruption> cut = outcome == TurnFacts.Outcome.INTERRUPTED
            ? Optional.of(new TurnFacts.Interruption(TurnFacts.Interruption.Cause.WAKE_WORD, Duration.ofMillis(900), Duration.ofMillis(912),
                Optional.of(Duration.ofMillis(990))))
            : Optional.empty();
        TurnFacts facts = new TurnFacts(time.now().minusSeconds(60 + 20 * (40 - number)), new TurnFacts.Transcript(heard, OptionalDouble.of(0.62), "sphinx4"),
            said, outcome, stages, cut);
        return new TurnRecord(number, id, device, "small", "FreeTTS kevin16", facts, Optional.of(tone()),
            outcome == TurnFacts.Outcome.DONE ? Optional.of(tone()) : Optional.empty());
    }

    private static PcmAudio tone() {
        short[] pcm = new short[16_000];
        IntStream.range(0, pcm.length).forEach(i -> pcm[i] = (short) (8_000 * Math.sin(i / 9.0) * Math.sin(i * Math.PI / pcm.length)));
        return new PcmAudio(pcm, 16_000);
    }

    private static void talk(EngineFake engine, Time time, int rows, String... devices) {
        String[] types = {"hello", "listen", "stt", "tts", "mcp", "notifications/display_document_updated", "problem"};
        for (int i = 0; i < rows; i++) {
            String json = "{\"type\":\"" + types[i % types.length] + "\",\"text\":\"" + "打开客厅的灯 switch on the light ".repeat(1 + i % 9) + "\"}";
            long back = Duration.ofMillis(180L * (rows - i)).toNanos();
            engine.events.append(new Event(time.now().minusNanos(back), time.nanos() - back,
                Optional.of(i % 5 == 4 ? new DeviceId("94:a9:90:00:01:0" + i % 8) : FIRST), Direction.values()[i % 3], types[i % types.length],
                i % 13 == 12 ? Severity.CRITICAL : i % 7 == 6 ? Severity.WARNING : Severity.INFO, i % 4 == 0 ? json : devices[i % devices.length],
                i % 3 == 2 ? EventPayload.none() : new EventPayload.Text(json, json.length(), () -> Optional.of(json))));
        }
    }

    private static DeviceMemory memory(Time time) {
        return new DeviceMemory(FIRST, "Ann lives in Kiel, has a cat named Pepper, and wants to be reminded of the bins on Tuesdays. 她喜欢简短的回答。",
            time.now().minusSeconds(7_300), DeviceMemory.Source.MODEL);
    }

    private static Reminder reminder(long number, String text, Time time) {
        LocalDateTime next = LocalDateTime.ofInstant(time.now(), ZoneOffset.UTC).plusDays(number).withHour(9);
        return new Reminder(new ReminderId(number), FIRST, text, Optional.empty(), number % 2 == 0 ? new Recurrence.Daily() : new Recurrence.Once(),
            Optional.of(new ReminderTime.Clock(next)),
            number % 3 == 0 ? Optional.of(new Reminder.Occurrence(time.now(), Optional.empty())) : Optional.empty());
    }

    private static SettingsFinding finding(int line, String key) {
        SettingsFinding.Effect effect = SettingsFinding.Effect.values()[line % SettingsFinding.Effect.values().length];
        return new SettingsFinding(line + 1, key, "EdgeTTS", effect, line % 2 == 0, new SettingsFinding.Text("check.standin.freetts", List.of("EdgeTTS")),
            List.of(new SettingsFinding.Remedy.Choose("selected_module.TTS", "espeak")));
    }
}
