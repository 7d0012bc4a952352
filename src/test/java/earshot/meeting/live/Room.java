package earshot.meeting.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.config.Changed;
import earshot.config.MeetingSettings;
import earshot.config.Settings;
import earshot.event.LogText;
import earshot.event.Timeline;
import earshot.meeting.MeetingBook;
import earshot.meeting.Metrics;
import earshot.meeting.MinuteTaker;
import earshot.meeting.Outlets;
import earshot.meeting.PretendBook;
import earshot.meeting.Segment;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.time.ManualTime;
import earshot.watch.Cell;
import earshot.wire.MeetingWord;
import earshot.wire.Outbound;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// Runs meetings without a server, in manual time.
final class Room {
    final ManualTime time = new ManualTime();
    final PretendBook book = new PretendBook();
    final Cell<Settings> settings = new Cell<>(Settings.defaults());
    final List<Problem> problems = new CopyOnWriteArrayList<>();
    final List<Transcript> ended = new CopyOnWriteArrayList<>();
    final List<Transcript> changed = new CopyOnWriteArrayList<>();
    final Taker minutes = new Taker();
    final Timeline timeline = new Timeline(time);
    Meetings meetings;

    Room() {
        open(book);
    }

    /// Starts the meetings as at the start of the program.
    void open(MeetingBook from) {
        Outlets outlets = (Outlets) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Outlets.class}, (_, method, args) -> switch (method.getName()) {
            case "ended" -> ended.add((Transcript) args[0]) ? null : null;
            case "changed" -> changed.add((Transcript) args[0]) ? null : null;
            default -> method.invoke(Outlets.none(), args);
        });
        meetings = new Meetings(new MeetingParts(time, settings, from, minutes, outlets, timeline, new LogText(() -> 2_000), new Problems() {
            @Override
            public void raise(Problem problem) {
                problems.add(problem);
            }

            @Override
            public void resolve(Code code, Subject subject) {
                problems.removeIf(problem -> problem.code() == code && problem.subject().equals(subject));
            }
        }));
    }

    /// Stops the meetings and starts them again with the same store.
    void die() {
        meetings.close();
        open(book);
    }

    Guest guest(String device) {
        return new Guest(device, "session-" + device);
    }

    void advance(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    void change(java.util.function.UnaryOperator<MeetingSettings> change) {
        settings.update(now -> Changed.meetings(now, change.apply(now.meetings())));
    }

    static MeetingSettings with(MeetingSettings s, Duration push, Duration resume, MeetingSettings.Join join, MeetingSettings.Broadcast broadcast) {
        return new MeetingSettings(s.disableTts(), s.chatOff(), s.preferDeviceVad(), push, s.merge(), s.checkpoint(), s.shortest(), resume, join, s.keepSound(), s.writing(),
            s.webhook(), broadcast, s.apiRate(), s.apiToken());
    }

    /// The connection of a device.
    final class Guest implements Attendee {
        final String device;
        final String session;
        final List<MeetingWord> received = new CopyOnWriteArrayList<>();
        final List<String> acts = new CopyOnWriteArrayList<>();
        final Seat seat;
        CompletableFuture<Void> lastWords = CompletableFuture.completedFuture(null);
        boolean there = true;

        Guest(String device, String session) {
            this.device = device;
            this.session = session;
            seat = meetings.seat(this);
        }

        void say(String text) {
            seat.snippets(items(text));
        }

        void say(String speaker, String text) {
            ArrayNode items = items(text);
            ((com.fasterxml.jackson.databind.node.ObjectNode) items.get(0)).put("speakerId", speaker);
            seat.snippets(items);
        }

        String id() {
            return seat.meeting().orElseThrow();
        }

        <T extends MeetingWord> List<T> heard(Class<T> kind) {
            return received.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        /// The final summaries.
        List<MeetingWord.Summary> summaries() {
            return heard(MeetingWord.Summary.class).stream().filter(one -> !one.checkpoint()).toList();
        }

        /// Texts of the last transcript.
        List<String> lines() {
            return heard(MeetingWord.Transcript.class).getLast().segments().stream().map(MeetingWord.Line::text).toList();
        }

        @Override
        public String deviceId() {
            return device;
        }

        @Override
        public String sessionId() {
            return session;
        }

        @Override
        public boolean send(Outbound message) {
            if (there) {
                received.add(((Outbound.Meeting) message).word());
            }
            return there;
        }

        @Override
        public void called() {
            acts.add("called");
            seat.begin();
        }

        @Override
        public CompletableFuture<Void> lastWords() {
            acts.add("last words");
            return lastWords;
        }

        @Override
        public void dismissed() {
            acts.add("dismissed");
        }

        @Override
        public Duration soundWaiting() {
            return Duration.ZERO;
        }
    }

    static ArrayNode items(String... texts) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (String text : texts) {
            items.addObject().put("tag", "t").put("text", text);
        }
        return items;
    }

    /// Writes numbered minutes.
    final class Taker implements MinuteTaker {
        final List<List<Segment>> asked = new CopyOnWriteArrayList<>();
        final List<Boolean> checkpoints = new CopyOnWriteArrayList<>();
        volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public Minutes write(List<Segment> notes, List<Summary> before, Duration duration, boolean checkpoint, Listener listener) {
            asked.add(notes);
            checkpoints.add(checkpoint);
            listener.at("llm_start", Map.of());
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            listener.at("llm_done", Map.of());
            Summary summary = new Summary("summary " + asked.size(), duration, List.of(), List.of(), List.of(), List.of(), List.of(), notes.size(), checkpoint, Summary.Source.MODEL, "big (big-2)",
                time.now());
            return new Minutes(summary, new Metrics(notes.size(), before.size(), 0, true, 0, "", ""));
        }
    }
}
