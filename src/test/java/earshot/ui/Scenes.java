package earshot.ui;

import earshot.audio.Level;
import earshot.device.ConnectionMode;
import earshot.device.IdleCountdown;
import earshot.device.ListenState;
import earshot.engine.LocalServer;
import earshot.engine.Operation;
import earshot.engine.ProblemEntry;
import earshot.engine.TestDevice;
import earshot.engine.Totals;
import earshot.meeting.Meeting;
import earshot.meeting.Running;
import earshot.memory.Recollection;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Subject;
import earshot.server.Attempt;
import earshot.time.Time;
import earshot.ui.part.PaintedList;
import earshot.ui.part.Png;
import earshot.wire.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
enum Scenes {
    EMPTY {
        @Override
        void arrange(PretendEngine engine, Time time) {}
    },
    REFUSED {
        @Override
        void arrange(PretendEngine engine, Time time) {
            engine.attempts.set(List.of(refused(engine)));
            engine.firstContact.set(PretendEngine.ladder(4, 3));
        }
    },
    ONE {
        @Override
        void arrange(PretendEngine engine, Time time) {
            engine.device("94:a9:90:00:00:01").named("Kitchen badge", "on the fridge").connected(Dialect.BADGE, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "← listen start auto")
                .turn().pastMinute().sounding(-18, true);
            engine.totals.set(new Totals(1, 1, 16.7, 0, 2, 0, 3.1, 142));
        }
    },
    HANDSHAKE {
        @Override
        void arrange(PretendEngine engine, Time time) {
            ONE.arrange(engine, time);
        }

        @Override
        void act(Console console) {
            tab(console, 1);
        }
    },
    COUNTERS {
        @Override
        void arrange(PretendEngine engine, Time time) {
            ONE.arrange(engine, time);
        }

        @Override
        void act(Console console) {
            tab(console, 2);
        }
    },
    KEYS {
        @Override
        void arrange(PretendEngine engine, Time time) {
            ONE.arrange(engine, time);
        }

        @Override
        void act(Console console) {
            Frames.act(() -> ((Button) console.stage().getScene().lookup("#help")).fire());
        }
    },
    CROWDED {
        @Override
        void arrange(PretendEngine engine, Time time) {
            engine.device("94:a9:90:00:00:01").named("Kitchen badge", "on the fridge").connected(Dialect.BADGE, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "← listen start auto")
                .turn().pastMinute().sounding(-18, true);
            engine.device("94:a9:90:00:00:02").named("Study", "").connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "← listen start manual").unheard()
                .levelIn.set(new Level(-31, -24, false));
            engine.device("94:a9:90:00:00:03").named("客厅音箱", "二楼").connected(Dialect.XIAOZHI, ListenState.IDLE, true, ConnectionMode.DIALOG_ACTIVE, "→ tts sentence_start").sounding(-44, false);
            engine.device("94:a9:90:00:00:04").named("Lab", "").test().connected(Dialect.XIAOZHI, ListenState.FINALIZING, false, ConnectionMode.DIALOG_ACTIVE, "• vad voice ends").levelIn.set(new Level(-8, -2, true));
            engine.device("auto-5f3a09c2").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "← hello").automatic();
            PretendDevice soon = engine.device("94:a9:90:00:00:06").named("Workshop", "").connected(Dialect.BADGE, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "→ system timeout_warning");
            soon.idle.set(Optional.of(new IdleCountdown(IdleCountdown.Layer.SILENT, time.nanos() + Duration.ofSeconds(41).toNanos(), false, false)));
            engine.device("94:a9:90:00:00:07").named("Meeting room", "").connected(Dialect.BADGE, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "← ping").leaving(Duration.ofMillis(1400));
            engine.device("94:a9:90:00:00:08").named("Hall", "").asleep(Duration.ofMinutes(12), "idle.silent");
            engine.device("94:a9:90:00:00:09").named("Garage", "").asleep(Duration.ofHours(5), "device.hangup");
            engine.device("94:a9:90:00:00:0a").seen(Duration.ofMinutes(3));
            engine.attempts.set(List.of(refused(engine)));
            engine.testDevice.set(Optional.of(new TestDevice("94:a9:90:00:00:04", true, false, "listening", 118, 96, 0)));
            engine.totals.set(new Totals(7, 10, 50.1, 33.4, 5, 0, 21.4, 187));
            engine.problems.set(List.of(
                new ProblemEntry(2, Problem.of(Code.ID_AUTOMATIC, new Subject.Device("auto-5f3a09c2"), "auto-5f3a09c2"), time.now(), time.now(), 1, Optional.empty()),
                new ProblemEntry(1, Problem.of(Code.FRAMES_LATE, new Subject.Device("94:a9:90:00:00:02"), "Study", "5", "1"), time.now(), time.now(), 3, Optional.empty())));
        }
    },
    MODELS_EMPTY {
        @Override
        void arrange(PretendEngine engine, Time time) {
            engine.models.set(PretendModels.none(time.now()));
        }

        @Override
        void act(Console console) {
            console.showView("models");
        }
    },
    MODELS_MAPPING {
        @Override
        void arrange(PretendEngine engine, Time time) {
            ONE.arrange(engine, time);
            PretendModels.arrange(engine, time);
            engine.outcome = new Operation.Outcome.Done("", Optional.of(new Operation.Result.Answered("big (big-2)", Duration.ofMillis(412), Duration.ofMillis(905), "Good afternoon! How can I help you?")));
        }

        @Override
        void act(Console console) {
            console.showView("models");
            Frames.pass(4);
            Frames.act(() -> {
                ((ComboBox<?>) console.stage().getScene().getRoot().lookupAll(".purpose .combo-box").toArray()[4]).getEditor().setText("Big");
                ((TextField) console.stage().getScene().getRoot().lookupAll(".purpose-row > .text-field").toArray()[16]).setText("lots");
                ((Button) console.stage().getScene().getRoot().lookupAll(".purpose-row > .button").toArray()[2]).fire();
            });
        }
    },
    MODELS_CROWDED {
        @Override
        void arrange(PretendEngine engine, Time time) {
            CROWDED.arrange(engine, time);
            engine.models.set(PretendModels.many(time.now()));
            engine.history.set(PretendModels.history(time.now()));
            engine.outcome = new Operation.Outcome.Done("", Optional.of(new Operation.Result.Heard("Sphinx4 (embedded, English)", "happy married a more amiable woman he might have been made still more respectable many watts",
                "had he married a more amiable woman he might have been made still more respectable than he was", Duration.ofMillis(4120))));
        }

        @Override
        void act(Console console) {
            console.showView("models");
            Frames.pass(4);
            modelTab(console, 1);
            Frames.act(() -> console.stage().getScene().getRoot().lookupAll(".button").stream().filter(node -> node instanceof Button button && (button.getText().equals("Try") || button.getText().equals("试用")))
                .filter(node -> node.localToScene(0, 0).getX() < 640 && node.localToScene(0, 0).getX() > 100).findFirst().ifPresent(node -> ((Button) node).fire()));
        }
    },
    MODELS_OFFER {
        @Override
        void arrange(PretendEngine engine, Time time) {
            engine.models.set(PretendModels.none(time.now()));
            engine.outcome = new Operation.Outcome.Done("", Optional.of(new Operation.Result.Servers(List.of(new LocalServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b", "llama3.2:3b"))))));
        }

        @Override
        void act(Console console) {
            console.showView("models");
        }
    },
    MODELS_ASSISTANT_EMPTY {
        @Override
        void arrange(PretendEngine engine, Time time) {
            MODELS_EMPTY.arrange(engine, time);
        }

        @Override
        void act(Console console) {
            console.showView("models");
            Frames.pass(4);
            modelTab(console, 1);
        }
    },
    MODELS_ASSISTANT {
        @Override
        void arrange(PretendEngine engine, Time time) {
            ONE.arrange(engine, time);
            PretendModels.arrange(engine, time);
            engine.outcome = new Operation.Outcome.Done("", Optional.of(new Operation.Result.Servers(List.of(new LocalServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b", "llama3.2:3b")),
                new LocalServer("LM Studio", "lmstudio", "http://127.0.0.1:1234/v1", List.of("google/gemma-3-4b"))))));
        }

        @Override
        void act(Console console) {
            console.showView("models");
            Frames.pass(4);
            modelTab(console, 1);
        }
    },
    MODELS_FORM {
        @Override
        void arrange(PretendEngine engine, Time time) {
            MODELS_EMPTY.arrange(engine, time);
        }

        @Override
        void act(Console console) {
            console.showView("models");
            Frames.pass(4);
            Frames.act(() -> ((Button) console.stage().getScene().lookup("#addModel")).fire());
            Frames.act(() -> ((TextField) console.stage().getScene().lookup("#key")).setText("sk-1234567890"));
            Frames.act(() -> ((Button) console.stage().getScene().lookup("#save")).fire());
        }
    },
    MODELS_HISTORY {
        @Override
        void arrange(PretendEngine engine, Time time) {
            PretendModels.arrange(engine, time);
        }

        @Override
        void act(Console console) {
            console.showView("models");
            Frames.pass(4);
            modelTab(console, 2);
            Frames.act(() -> ((ListView<?>) console.stage().getScene().lookup("#revisions")).getSelectionModel().select(1));
        }
    },
    MEMORY {
        @Override
        void arrange(PretendEngine engine, Time time) {
            ONE.arrange(engine, time);
            engine.memories.set(List.of(new Recollection("94:a9:90:00:00:01", "Ann lives in Kiel, has a cat named Pepper, and wants to be reminded of the bins on Tuesdays. 她喜欢简短的回答。",
                time.now().minusSeconds(7_300), Recollection.Source.MODEL)));
        }

        @Override
        void act(Console console) {
            tab(console, 3);
        }
    },
    SETTINGS {
        @Override
        void arrange(PretendEngine engine, Time time) {
            CROWDED.arrange(engine, time);
            engine.sheet.set(PretendSettings.some());
        }

        @Override
        void act(Console console) {
            console.showView("settings");
            Frames.pass(4);
            Frames.act(() -> ((TextField) console.stage().getScene().lookup("#setting-grace_seconds")).setText("45"));
        }
    },
    SETTINGS_TRYOUT {
        @Override
        void arrange(PretendEngine engine, Time time) {
            SETTINGS.arrange(engine, time);
            PretendSettings.answer(engine);
        }

        @Override
        void act(Console console) {
            console.showView("settings");
            Frames.pass(4);
            Frames.act(() -> ((TextField) console.stage().getScene().lookup("#setting-vad-min_silence_ms")).setText("200"));
            Frames.act(() -> ((Button) console.stage().getScene().lookup("#take")).fire());
            Frames.pass(4);
            settings(console, 1);
        }
    },
    SETTINGS_ACCESS {
        @Override
        void arrange(PretendEngine engine, Time time) {
            SETTINGS.arrange(engine, time);
        }

        @Override
        void act(Console console) {
            console.showView("settings");
            Frames.pass(4);
            settings(console, 7);
        }
    },
    SETTINGS_MEETINGS {
        @Override
        void arrange(PretendEngine engine, Time time) {
            SETTINGS.arrange(engine, time);
        }

        @Override
        void act(Console console) {
            console.showView("settings");
            Frames.pass(4);
            settings(console, 6);
        }
    },
    SETTINGS_UNKNOWN {
        @Override
        void arrange(PretendEngine engine, Time time) {
            SETTINGS.arrange(engine, time);
        }

        @Override
        void act(Console console) {
            console.showView("settings");
            Frames.pass(4);
            settings(console, 9);
        }
    },
    PALETTE {
        @Override
        void arrange(PretendEngine engine, Time time) {
            MeetingScenes.live(engine, time, 57);
        }

        @Override
        void act(Console console) {
            Frames.act(() -> ((Button) console.stage().getScene().lookup("#openPalette")).fire());
            Frames.act(() -> ((TextField) console.stage().getScene().lookup("#paletteField")).setText("e"));
        }
    },
    MEETINGS_EMPTY {
        @Override
        void arrange(PretendEngine engine, Time time) {
            MeetingScenes.none(engine);
        }

        @Override
        void act(Console console) {
            console.showView("meetings");
        }
    },
    MEETINGS_LIVE {
        @Override
        void arrange(PretendEngine engine, Time time) {
            MeetingScenes.live(engine, time, 57);
        }

        @Override
        void act(Console console) {
            console.showView("meetings");
        }
    },
    MEETINGS_CROWDED {
        @Override
        void arrange(PretendEngine engine, Time time) {
            MeetingScenes.live(engine, time, 4_000);
        }

        @Override
        void act(Console console) {
            console.showView("meetings");
            Frames.pass(4);
            Frames.act(() -> ((ToggleButton) console.stage().getScene().lookup("#repeats")).fire());
            choose(console, -6);
        }
    },
    MEETINGS_ENDING {
        @Override
        void arrange(PretendEngine engine, Time time) {
            PretendMeetings meetings = MeetingScenes.live(engine, time, 57);
            meetings.change(MeetingScenes.LIVE, of -> PretendMeetings.with(of, PretendMeetings.state(of.meeting(), Meeting.State.FINALIZING, Optional.empty())));
            meetings.running.update(all -> all.stream().map(now -> new Running(now.id(), now.present(), now.pending(), now.duplicates(), Optional.empty(), Optional.empty(), now.soundWaiting(),
                Optional.of(Running.Phase.RECOGNISING))).toList());
        }

        @Override
        void act(Console console) {
            console.showView("meetings");
        }
    },
    MEETINGS_ENDED {
        @Override
        void arrange(PretendEngine engine, Time time) {
            MeetingScenes.past(MeetingScenes.none(engine), time);
        }

        @Override
        void act(Console console) {
            console.showView("meetings");
            Frames.pass(4);
            choose(console, -3);
        }
    },
    MEETINGS_SENT {
        @Override
        void arrange(PretendEngine engine, Time time) {
            MEETINGS_ENDED.arrange(engine, time);
        }

        @Override
        void act(Console console) {
            console.showView("meetings");
            Frames.pass(4);
            Frames.act(() -> ((TabPane) console.stage().getScene().lookup("#summaryTabs")).getSelectionModel().select(6));
        }
    },
    MEETINGS_FOUND {
        @Override
        void arrange(PretendEngine engine, Time time) {
            MeetingScenes.live(engine, time, 57);
        }

        @Override
        void act(Console console) {
            console.showView("meetings");
            Frames.pass(4);
            Frames.act(() -> ((TextField) console.stage().getScene().lookup("#search")).setText("the wiki"));
        }
    },
    MEETINGS_TRASH {
        @Override
        void arrange(PretendEngine engine, Time time) {
            MeetingScenes.live(engine, time, 57);
        }

        @Override
        void act(Console console) {
            console.showView("meetings");
            Frames.pass(4);
            Frames.act(() -> {
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
        void arrange(PretendEngine engine, Time time) {
            MeetingScenes.live(engine, time, 57);
        }

        @Override
        void act(Console console) {
            console.showView("meetings");
            Frames.pass(4);
            Frames.act(() -> ((Button) console.stage().getScene().lookup("#start")).fire());
        }
    },
    MEETINGS_EXPORT {
        @Override
        void arrange(PretendEngine engine, Time time) {
            MEETINGS_ENDED.arrange(engine, time);
        }

        @Override
        void act(Console console) {
            console.showView("meetings");
            Frames.pass(4);
            Frames.act(() -> ((Button) console.stage().getScene().lookup("#export")).fire());
        }
    },
    MEETINGS_STAGE {
        @Override
        void arrange(PretendEngine engine, Time time) {
            MeetingScenes.live(engine, time, 57);
        }

        @Override
        void act(Console console) {
            console.showView("meetings");
            Frames.pass(4);
            Frames.act(() -> ((Button) console.stage().getScene().lookup("#onStage")).fire());
        }

        @Override
        byte[] picture(Console console) {
            return Frames.onFx(() -> {
                Stage stage = Window.getWindows().stream().filter(window -> window.getScene() != null && window.getScene().lookup("#stage-view") != null).map(Stage.class::cast).findFirst().orElseThrow();
                // a full-screen window is too large for a screenshot, so its content is laid out in a smaller scene
                Parent root = stage.getScene().getRoot();
                stage.getScene().setRoot(new Pane());
                Scene room = new Scene(root, 1280, 800);
                room.getStylesheets().addAll(stage.getScene().getStylesheets());
                root.setStyle("-fx-font-size: 42px;");
                byte[] picture = Png.of(room.snapshot(null));
                stage.close();
                return picture;
            });
        }
    },
    BROKEN {
        @Override
        void arrange(PretendEngine engine, Time time) {
            engine.models.set(PretendModels.none(time.now()));
            engine.history.set(PretendModels.broken());
        }
    };

    abstract void arrange(PretendEngine engine, Time time);

    /// User actions before the screenshot is taken.
    void act(Console console) {}

    byte[] picture(Console console) {
        return console.snapshot();
    }

    /// @param line of the transcript, counted from its end when below zero
    private static void choose(Console console, int line) {
        Frames.act(() -> {
            PaintedList list = (PaintedList) console.stage().getScene().lookup("#transcript");
            list.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", line < 0 ? KeyCode.END : KeyCode.HOME, false, false, false, false));
            for (int i = 1; i < Math.abs(line); i++) {
                list.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", line < 0 ? KeyCode.UP : KeyCode.DOWN, false, false, false, false));
            }
        });
    }

    private static void tab(Console console, int number) {
        Frames.act(() -> ((TabPane) console.stage().getScene().lookup("#tabs")).getSelectionModel().select(number));
    }

    private static void settings(Console console, int entry) {
        Frames.act(() -> {
            Parent entries = (Parent) console.stage().getScene().lookup("#nav");
            ((Button) entries.getChildrenUnmodifiable().get(entry)).fire();
        });
    }

    private static void modelTab(Console console, int number) {
        Frames.act(() -> ((TabPane) console.stage().getScene().lookup("#modelTabs")).getSelectionModel().select(number));
    }

    private static Attempt refused(PretendEngine engine) {
        return new Attempt(17, engine.ago(Duration.ofSeconds(31)), Attempt.Door.WEBSOCKET, "192.168.1.23", "GET /xiaozhi/v1/ HTTP/1.1", Optional.of("94:a9:90:00:00:0b"), Attempt.Step.IDENTIFIED,
            Optional.of(Problem.of(Code.CONNECTION_REFUSED, new Subject.Device("94:a9:90:00:00:0b"), "94:a9:90:00:00:0b", "token missing")));
    }
}
