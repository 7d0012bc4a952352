package earshot.ui;

import module java.base;

import earshot.access.Approval;
import earshot.access.Claim;
import earshot.access.Reach;
import earshot.audio.AudioLevel;
import earshot.config.SettingsVariants;
import earshot.device.ConnectionMode;
import earshot.device.IdleCountdown;
import earshot.device.ListenState;
import earshot.display.Acknowledgement;
import earshot.display.DisplayPage;
import earshot.display.SentPage;
import earshot.engine.FirstContact;
import earshot.engine.LocalModelServer;
import earshot.engine.Operation;
import earshot.engine.ProblemEntry;
import earshot.engine.ServerMetrics;
import earshot.engine.TestDeviceState;
import earshot.id.DeviceId;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.memory.DeviceMemory;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.server.ConnectionAttempt;
import earshot.time.Time;
import earshot.ui.kit.CanvasListView;
import earshot.ui.kit.PngEncoder;
import earshot.wire.Dialect;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javafx.stage.Window;

/// States of the engine for screenshots and layout tests.
enum ScreenshotScene {
    EMPTY {
        @Override
        void arrange(EngineFake engine, Time time) {}
    },
    REFUSED {
        @Override
        void arrange(EngineFake engine, Time time) {
            engine.attempts.set(List.of(refused(engine)));
            engine.firstContact.set(EngineFake.firstContactWith(4, 3));
        }
    },
    WAITING {
        @Override
        void arrange(EngineFake engine, Time time) {
            WAITING_FIRST.arrange(engine, time);
            engine.device(new DeviceId("94:a9:90:00:00:01")).named("Kitchen badge", "on the fridge").connected(Dialect.BADGE, ListenState.LISTENING, false,
                ConnectionMode.DIALOG_ACTIVE, "← listen start auto");
            engine.device(new DeviceId("94:a9:90:00:00:02")).named("Study", "").asleep(Duration.ofMinutes(4), "device.hangup");
        }
    },
    WAITING_FIRST {
        @Override
        void arrange(EngineFake engine, Time time) {
            engine.settings.set(SettingsVariants.access(engine.settings.get(), Reach.NETWORK, true));
            Approval waits = approval(engine, new DeviceId("94:a9:90:00:00:0b"), Approval.State.PENDING, "482913");
            engine.approvals.set(List.of(waits, approval(engine, new DeviceId("94:a9:90:00:00:0c"), Approval.State.APPROVED, "000001"),
                approval(engine, new DeviceId("94:a9:90:00:00:0d"), Approval.State.REFUSED, "000002")));
            Problem why = Problem.of(ProblemCode.DEVICE_UNAPPROVED, new ProblemSubject.Device(waits.deviceId()), waits.deviceId(),
                "its OTA request got no token yet", waits.code(), waits.claim().holder());
            List<FirstContact.StepStatus> steps = new ArrayList<>(EngineFake.firstContactWith(2, 3).steps());
            steps.set(2, new FirstContact.StepStatus(FirstContact.Step.UPGRADE_ASKED, FirstContact.StepState.FAILED, Optional.of(why), "192.168.1.23"));
            engine.firstContact.set(new FirstContact(steps, 3));
        }
    },
    ONE {
        @Override
        void arrange(EngineFake engine, Time time) {
            engine.device(new DeviceId("94:a9:90:00:00:01")).named("Kitchen badge", "on the fridge")
                .connected(Dialect.BADGE, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "← listen start auto")
                .turn().pastMinute().sounding(-18, true);
            engine.serverMetrics.set(new ServerMetrics(1, 1, 16.7, 0, 2, 0, 3.1, 142));
        }
    },
    HANDSHAKE {
        @Override
        void arrange(EngineFake engine, Time time) {
            ONE.arrange(engine, time);
        }

        @Override
        void act(ConsoleWindow console) {
            tab(console, 1);
        }
    },
    SCREEN {
        @Override
        void arrange(EngineFake engine, Time time) {
            ONE.arrange(engine, time);
            engine.pages.set(List.of(
                page(4, time, List.of("明天多云转晴，最高气温 23 度，最低 14 度。", "Tomorrow: cloudy, then sunny, up to 23 °C.", "早晚温差较大，出门记得带一件外套。"),
                    new Acknowledgement.Shown(Duration.ofMillis(412))),
                page(3, time, List.of("It is 14:00."), new Acknowledgement.Missing()),
                page(2, time, List.of("好的，已经记下。"), new Acknowledgement.Failed("INVALID_PAYLOAD", Duration.ofMillis(230))),
                page(1, time, List.of("Hello!"), new Acknowledgement.Shown(Duration.ofMillis(3_900)))));
        }

        private SentPage page(int number, Time time, List<String> lines, Acknowledgement acknowledgement) {
            return new SentPage(number, time.now().minusSeconds(40L * (5 - number)), time.nanos(),
                new DisplayPage(Optional.of("dlg-final-" + number), DisplayPage.CHAT, DisplayPage.CHAT_TITLE,
                new DisplayPage.Body.Lines(lines), Optional.of("按键继续"), Optional.of(new DisplayPage.PageNumber(1, 2))), 10, acknowledgement);
        }

        @Override
        void act(ConsoleWindow console) {
            tab(console, 6);
        }
    },
    KEYS {
        @Override
        void arrange(EngineFake engine, Time time) {
            ONE.arrange(engine, time);
        }

        @Override
        void act(ConsoleWindow console) {
            RenderedFrames.runAndAwait(() -> ((Button) console.stage().getScene().lookup("#help")).fire());
        }
    },
    CROWDED {
        @Override
        void arrange(EngineFake engine, Time time) {
            engine.device(new DeviceId("94:a9:90:00:00:01")).named("Kitchen badge", "on the fridge")
                .connected(Dialect.BADGE, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "← listen start auto")
                .turn().pastMinute().sounding(-18, true);
            engine.device(new DeviceId("94:a9:90:00:00:02")).named("Study", "")
                .connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "← listen start manual").unheard()
                .levelIn.set(new AudioLevel(-31, -24, false));
            engine.device(new DeviceId("94:a9:90:00:00:03")).named("客厅音箱", "二楼")
                .connected(Dialect.XIAOZHI, ListenState.IDLE, true, ConnectionMode.DIALOG_ACTIVE, "→ tts sentence_start").sounding(-44, false);
            engine.device(new DeviceId("94:a9:90:00:00:04")).named("Lab", "").test().connected(Dialect.XIAOZHI, ListenState.FINALIZING, false,
                ConnectionMode.DIALOG_ACTIVE, "• vad voice ends").levelIn.set(new AudioLevel(-8, -2, true));
            engine.device(new DeviceId("auto-5f3a09c2")).connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "← hello")
                .automatic();
            DeviceModelFake soon = engine.device(new DeviceId("94:a9:90:00:00:06")).named("Workshop", "").connected(Dialect.BADGE, ListenState.IDLE, false,
                ConnectionMode.CONNECTED_IDLE, "→ system timeout_warning");
            soon.idle.set(Optional.of(new IdleCountdown(IdleCountdown.Layer.SILENT, time.nanos() + Duration.ofSeconds(41).toNanos(), false, false)));
            engine.device(new DeviceId("94:a9:90:00:00:07")).named("Meeting room", "")
                .connected(Dialect.BADGE, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "← ping").leaving(Duration.ofMillis(1400));
            engine.device(new DeviceId("94:a9:90:00:00:08")).named("Hall", "").asleep(Duration.ofMinutes(12), "idle.silent");
            engine.device(new DeviceId("94:a9:90:00:00:09")).named("Garage", "").asleep(Duration.ofHours(5), "device.hangup");
            engine.device(new DeviceId("94:a9:90:00:00:0a")).seen(Duration.ofMinutes(3));
            engine.attempts.set(List.of(refused(engine)));
            engine.testDevice.set(Optional.of(new TestDeviceState(new DeviceId("94:a9:90:00:00:04"), true, false, "listening", 118, 96, 0)));
            engine.serverMetrics.set(new ServerMetrics(7, 10, 50.1, 33.4, 5, 0, 21.4, 187));
            engine.problems.set(List.of(
                new ProblemEntry(2, Problem.of(ProblemCode.ID_AUTOMATIC, new ProblemSubject.Device(new DeviceId("auto-5f3a09c2")), "auto-5f3a09c2"), time.now(),
                    time.now(), 1, Optional.empty()),
                new ProblemEntry(1, Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(new DeviceId("94:a9:90:00:00:02")), "Study", "5", "1"),
                    time.now(), time.now(), 3, Optional.empty())));
        }
    },
    MODELS_EMPTY {
        @Override
        void arrange(EngineFake engine, Time time) {
            engine.models.set(ModelsStateSamples.none(time.now()));
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("models");
        }
    },
    MODELS_MAPPING {
        @Override
        void arrange(EngineFake engine, Time time) {
            ONE.arrange(engine, time);
            ModelsStateSamples.arrange(engine, time);
            engine.outcome = new Operation.Outcome.Done("", Optional
                .of(new Operation.Result.Answered("big (big-2)", Duration.ofMillis(412), Duration.ofMillis(905), "Good afternoon! How can I help you?", "")));
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("models");
            RenderedFrames.await(4);
            RenderedFrames.runAndAwait(() -> {
                ((ComboBox<?>) console.stage().getScene().getRoot().lookupAll(".purpose .combo-box").toArray()[4]).getEditor().setText("Big");
                ((TextField) console.stage().getScene().getRoot().lookupAll(".purpose-row > .text-field").toArray()[16]).setText("lots");
                ((Button) console.stage().getScene().getRoot().lookupAll(".purpose-row > .button").toArray()[2]).fire();
            });
        }
    },
    MODELS_CROWDED {
        @Override
        void arrange(EngineFake engine, Time time) {
            CROWDED.arrange(engine, time);
            engine.models.set(ModelsStateSamples.many(time.now()));
            engine.history.set(ModelsStateSamples.history(time.now()));
            engine.outcome = new Operation.Outcome.Done("",
                Optional.of(
                    new Operation.Result.Recognized("Sphinx4", "happy married a more amiable woman he might have been made still more respectable many watts",
                "had he married a more amiable woman he might have been made still more respectable than he was", Duration.ofMillis(4120))));
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("models");
            RenderedFrames.await(4);
            modelTab(console, 1);
            RenderedFrames.runAndAwait(() -> console.stage().getScene().getRoot().lookupAll(".button").stream()
                .filter(node -> node instanceof Button button && (button.getText().equals("Try") || button.getText().equals("试用")))
                .filter(node -> node.localToScene(0, 0).getX() < 640 && node.localToScene(0, 0).getX() > 100).findFirst()
                .ifPresent(node -> ((Button) node).fire()));
        }
    },
    MODELS_OFFER {
        @Override
        void arrange(EngineFake engine, Time time) {
            engine.models.set(ModelsStateSamples.none(time.now()));
            engine.outcome = new Operation.Outcome.Done("", Optional.of(new Operation.Result.LocalServers(
                List.of(new LocalModelServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b", "llama3.2:3b"))))));
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("models");
        }
    },
    MODELS_ASSISTANT_EMPTY {
        @Override
        void arrange(EngineFake engine, Time time) {
            MODELS_EMPTY.arrange(engine, time);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("models");
            RenderedFrames.await(4);
            modelTab(console, 1);
        }
    },
    MODELS_ASSISTANT {
        @Override
        void arrange(EngineFake engine, Time time) {
            ONE.arrange(engine, time);
            ModelsStateSamples.arrange(engine, time);
            engine.outcome = new Operation.Outcome.Done("",
                Optional.of(new Operation.Result.LocalServers(
                    List.of(new LocalModelServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b", "llama3.2:3b")),
                new LocalModelServer("LM Studio", "lmstudio", "http://127.0.0.1:1234/v1", List.of("google/gemma-3-4b"))))));
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("models");
            RenderedFrames.await(4);
            modelTab(console, 1);
        }
    },
    MODELS_FORM {
        @Override
        void arrange(EngineFake engine, Time time) {
            MODELS_EMPTY.arrange(engine, time);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("models");
            RenderedFrames.await(4);
            RenderedFrames.runAndAwait(() -> ((Button) console.stage().getScene().lookup("#addModel")).fire());
            RenderedFrames.runAndAwait(() -> ((TextField) console.stage().getScene().lookup("#key")).setText("sk-1234567890"));
            RenderedFrames.runAndAwait(() -> ((Button) console.stage().getScene().lookup("#save")).fire());
        }
    },
    MODELS_HISTORY {
        @Override
        void arrange(EngineFake engine, Time time) {
            ModelsStateSamples.arrange(engine, time);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("models");
            RenderedFrames.await(4);
            modelTab(console, 2);
            RenderedFrames.runAndAwait(() -> ((ListView<?>) console.stage().getScene().lookup("#revisions")).getSelectionModel().select(1));
        }
    },
    MEMORY {
        @Override
        void arrange(EngineFake engine, Time time) {
            ONE.arrange(engine, time);
            engine.memories.set(List.of(new DeviceMemory(new DeviceId("94:a9:90:00:00:01"),
                "Ann lives in Kiel, has a cat named Pepper, and wants to be reminded of the bins on Tuesdays. 她喜欢简短的回答。",
                time.now().minusSeconds(7_300), DeviceMemory.Source.MODEL)));
        }

        @Override
        void act(ConsoleWindow console) {
            tab(console, 3);
        }
    },
    SETTINGS {
        @Override
        void arrange(EngineFake engine, Time time) {
            CROWDED.arrange(engine, time);
            engine.sheet.set(SettingsSamples.some());
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("settings");
            RenderedFrames.await(4);
            RenderedFrames.runAndAwait(() -> ((TextField) console.stage().getScene().lookup("#setting-grace_seconds")).setText("45"));
        }
    },
    SETTINGS_TRYOUT {
        @Override
        void arrange(EngineFake engine, Time time) {
            SETTINGS.arrange(engine, time);
            SettingsSamples.answer(engine);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("settings");
            RenderedFrames.await(4);
            RenderedFrames.runAndAwait(() -> ((TextField) console.stage().getScene().lookup("#setting-vad-min_silence_ms")).setText("200"));
            RenderedFrames.runAndAwait(() -> ((Button) console.stage().getScene().lookup("#take")).fire());
            RenderedFrames.await(4);
            settings(console, 1);
        }
    },
    SETTINGS_ACCESS {
        @Override
        void arrange(EngineFake engine, Time time) {
            SETTINGS.arrange(engine, time);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("settings");
            RenderedFrames.await(4);
            settings(console, 7);
        }
    },
    SETTINGS_MEETINGS {
        @Override
        void arrange(EngineFake engine, Time time) {
            SETTINGS.arrange(engine, time);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("settings");
            RenderedFrames.await(4);
            settings(console, 6);
        }
    },
    SETTINGS_UNKNOWN {
        @Override
        void arrange(EngineFake engine, Time time) {
            SETTINGS.arrange(engine, time);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("settings");
            RenderedFrames.await(4);
            settings(console, 9);
        }
    },
    PALETTE {
        @Override
        void arrange(EngineFake engine, Time time) {
            MeetingScreenshotScenes.live(engine, time, 57);
        }

        @Override
        void act(ConsoleWindow console) {
            RenderedFrames.runAndAwait(() -> ((Button) console.stage().getScene().lookup("#openPalette")).fire());
            RenderedFrames.runAndAwait(() -> ((TextField) console.stage().getScene().lookup("#paletteField")).setText("e"));
        }
    },
    MEETINGS_EMPTY {
        @Override
        void arrange(EngineFake engine, Time time) {
            MeetingScreenshotScenes.none(engine);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("meetings");
        }
    },
    MEETINGS_LIVE {
        @Override
        void arrange(EngineFake engine, Time time) {
            MeetingScreenshotScenes.live(engine, time, 57);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("meetings");
        }
    },
    MEETINGS_CROWDED {
        @Override
        void arrange(EngineFake engine, Time time) {
            MeetingScreenshotScenes.live(engine, time, 4_000);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("meetings");
            RenderedFrames.await(4);
            RenderedFrames.runAndAwait(() -> ((ToggleButton) console.stage().getScene().lookup("#repeats")).fire());
            selectLine(console, -6);
        }
    },
    MEETINGS_ENDING {
        @Override
        void arrange(EngineFake engine, Time time) {
            MeetingModelFake meetings = MeetingScreenshotScenes.live(engine, time, 57);
            meetings.change(MeetingScreenshotScenes.LIVE,
                of -> MeetingModelFake.with(of, MeetingModelFake.state(of.meeting(), Meeting.Lifecycle.FINALIZING, Optional.empty())));
            meetings.liveMeetingStatus.update(all -> all.stream()
                .map(now -> new LiveMeetingStatus(now.id(), now.present(), now.pending(), now.duplicates(), Optional.empty(), Optional.empty(),
                    now.pendingAudio(),
                Optional.of(LiveMeetingStatus.FinalizePhase.RECOGNIZING))).toList());
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("meetings");
        }
    },
    MEETINGS_ENDED {
        @Override
        void arrange(EngineFake engine, Time time) {
            MeetingScreenshotScenes.past(MeetingScreenshotScenes.none(engine), time);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("meetings");
            RenderedFrames.await(4);
            selectLine(console, -3);
        }
    },
    MEETINGS_SENT {
        @Override
        void arrange(EngineFake engine, Time time) {
            MEETINGS_ENDED.arrange(engine, time);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("meetings");
            RenderedFrames.await(4);
            RenderedFrames.runAndAwait(() -> ((TabPane) console.stage().getScene().lookup("#summaryTabs")).getSelectionModel().select(6));
        }
    },
    MEETINGS_FOUND {
        @Override
        void arrange(EngineFake engine, Time time) {
            MeetingScreenshotScenes.live(engine, time, 57);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("meetings");
            RenderedFrames.await(4);
            RenderedFrames.runAndAwait(() -> ((TextField) console.stage().getScene().lookup("#search")).setText("the wiki"));
        }
    },
    MEETINGS_TRASH {
        @Override
        void arrange(EngineFake engine, Time time) {
            MeetingScreenshotScenes.live(engine, time, 57);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("meetings");
            RenderedFrames.await(4);
            RenderedFrames.runAndAwait(() -> {
                ListView<?> list = (ListView<?>) console.stage().getScene().lookup(".meeting-list");
                list.getSelectionModel().selectLast();
                list.requestFocus();
                list.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
                list.getSelectionModel().selectLast();
            });
        }
    },
    MEETINGS_START {
        @Override
        void arrange(EngineFake engine, Time time) {
            MeetingScreenshotScenes.live(engine, time, 57);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("meetings");
            RenderedFrames.await(4);
            RenderedFrames.runAndAwait(() -> ((Button) console.stage().getScene().lookup("#start")).fire());
        }
    },
    MEETINGS_EXPORT {
        @Override
        void arrange(EngineFake engine, Time time) {
            MEETINGS_ENDED.arrange(engine, time);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("meetings");
            RenderedFrames.await(4);
            RenderedFrames.runAndAwait(() -> ((Button) console.stage().getScene().lookup("#export")).fire());
        }
    },
    MEETINGS_STAGE {
        @Override
        void arrange(EngineFake engine, Time time) {
            MeetingScreenshotScenes.live(engine, time, 57);
        }

        @Override
        void act(ConsoleWindow console) {
            console.showView("meetings");
            RenderedFrames.await(4);
            RenderedFrames.runAndAwait(() -> ((Button) console.stage().getScene().lookup("#onStage")).fire());
        }

        @Override
        byte[] screenshot(ConsoleWindow console) {
            return RenderedFrames.onFx(() -> {
                Stage stage = Window.getWindows().stream().filter(window -> window.getScene() != null && window.getScene().lookup("#stage-view") != null)
                    .map(Stage.class::cast).findFirst().orElseThrow();
                // a full-screen window is too large for a screenshot, so its content is laid out in a smaller scene
                Parent root = stage.getScene().getRoot();
                stage.getScene().setRoot(new Pane());
                Scene room = new Scene(root, 1280, 800);
                room.getStylesheets().addAll(stage.getScene().getStylesheets());
                root.setStyle("-fx-font-size: 42px;");
                byte[] picture = PngEncoder.encode(room.snapshot(null));
                stage.close();
                return picture;
            });
        }
    },
    BROKEN {
        @Override
        void arrange(EngineFake engine, Time time) {
            engine.models.set(ModelsStateSamples.none(time.now()));
            engine.history.set(ModelsStateSamples.broken());
        }
    };

    abstract void arrange(EngineFake engine, Time time);

    /// User actions before the screenshot is taken.
    void act(ConsoleWindow console) {}

    byte[] screenshot(ConsoleWindow console) {
        return console.snapshot();
    }

    /// @param line of the transcript, counted from its end when below zero
    private static void selectLine(ConsoleWindow console, int line) {
        RenderedFrames.runAndAwait(() -> {
            CanvasListView list = (CanvasListView) console.stage().getScene().lookup("#transcript");
            list.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", line < 0 ? KeyCode.END : KeyCode.HOME, false, false, false, false));
            for (int i = 1; i < Math.abs(line); i++) {
                list.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", line < 0 ? KeyCode.UP : KeyCode.DOWN, false, false, false, false));
            }
        });
    }

    private static void tab(ConsoleWindow console, int number) {
        RenderedFrames.runAndAwait(() -> ((TabPane) console.stage().getScene().lookup("#tabs")).getSelectionModel().select(number));
    }

    private static void settings(ConsoleWindow console, int entry) {
        RenderedFrames.runAndAwait(() -> {
            Parent entries = (Parent) console.stage().getScene().lookup("#nav");
            ((Button) entries.getChildrenUnmodifiable().get(entry)).fire();
        });
    }

    private static void modelTab(ConsoleWindow console, int number) {
        RenderedFrames.runAndAwait(() -> ((TabPane) console.stage().getScene().lookup("#modelTabs")).getSelectionModel().select(number));
    }

    private static Approval approval(EngineFake engine, DeviceId id, Approval.State state, String code) {
        boolean pending = state == Approval.State.PENDING;
        return new Approval(new Claim(id, "4d1f6c0e-7f0b-4a9e-9b39-0d6f7d2c1a55"), state, code,
            state == Approval.State.APPROVED ? Optional.of("t0ken") : Optional.empty(),
            new Approval.Origin("192.168.1.23", "bread-compact-wifi", "2.4.2"), engine.ago(Duration.ofSeconds(20)),
            pending ? Optional.empty() : Optional.of(engine.ago(Duration.ofSeconds(9))));
    }

    private static ConnectionAttempt refused(EngineFake engine) {
        return new ConnectionAttempt(17, engine.ago(Duration.ofSeconds(31)), ConnectionAttempt.Port.WEBSOCKET, "192.168.1.23", "GET /xiaozhi/v1/ HTTP/1.1",
            Optional.of(new DeviceId("94:a9:90:00:00:0b")), ConnectionAttempt.Step.IDENTIFIED,
            Optional.of(Problem.of(ProblemCode.CONNECTION_REFUSED, new ProblemSubject.Device(new DeviceId("94:a9:90:00:00:0b")), "94:a9:90:00:00:0b",
                "token missing")));
    }
}
