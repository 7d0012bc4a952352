package earshot.meeting.summary;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.MeetingSettings;
import earshot.event.LogText;
import earshot.llm.LanguageModel;
import earshot.llm.Prompt;
import earshot.meeting.Metrics;
import earshot.meeting.MinuteTaker;
import earshot.meeting.Segment;
import earshot.meeting.Summary;
import earshot.meeting.Summary.Source;
import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes minutes with the model of the purpose `meeting`. Safe for use from any thread; several meetings may be summarised at once.
public final class Summarizer implements MinuteTaker {
    /// A local model may need long for a long text.
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Summarizer.class);
    private static final Subject SUBJECT = new Subject.Setting("llm_by_mode.meeting");

    private final Time time;
    private final Supplier<MeetingSettings> settings;
    private final Supplier<Optional<LanguageModel>> model;
    private final LogText logText;
    private final Problems problems;

    /// @param settings read for each summary, so that new ones apply to the next
    /// @param model of the purpose `meeting`, looked up for each summary; empty for none
    public Summarizer(Time time, Supplier<MeetingSettings> settings, Supplier<Optional<LanguageModel>> model, LogText logText, Problems problems) {
        this.time = time;
        this.settings = settings;
        this.model = model;
        this.logText = logText;
        this.problems = problems;
    }

    @Override
    public Minutes write(List<Segment> notes, List<Summary> before, Duration duration, boolean checkpoint, Listener listener) {
        MeetingSettings.Writing writing = settings.get().writing();
        Drafting drafting = new Drafting(writing, notes, checkpoint ? List.of() : before, checkpoint, listener);
        Fields fields = notes.isEmpty() ? Fields.NONE : drafting.fields();
        Source source = notes.isEmpty() ? Source.NOTHING_SAID : drafting.source;
        Summary summary = new Summary(fields.title().isEmpty() ? Summary.UNTITLED : fields.title(), duration, fields.bullets(), fields.decisions(), fields.actions(),
            fields.risks(), fields.nextSteps(), notes.size(), checkpoint, source, drafting.writer, time.now());
        return new Minutes(summary, new Metrics(notes.size(), before.size(), drafting.asked.toMillis(), fields.bullets().isEmpty(), fields.bullets().size(),
            writing.industry().orElse(""), writing.scenario().orElse("")));
    }

    /// The state of one summary while it is written.
    private final class Drafting {
        private final MeetingSettings.Writing writing;
        private final List<Segment> notes;
        private final List<Summary> read;
        /// Drafts so far: interim summaries first, then the parts in order.
        private final List<Fields> drafts = new ArrayList<>();
        private final boolean checkpoint;
        private final Listener listener;
        private final Wording wording;
        private Duration asked = Duration.ZERO;
        private Source source = Source.MODEL;
        private String writer = "";

        /// @param before interim summaries, which cover the first of the notes
        Drafting(MeetingSettings.Writing writing, List<Segment> notes, List<Summary> before, boolean checkpoint, Listener listener) {
            this.writing = writing;
            this.notes = notes;
            this.checkpoint = checkpoint;
            this.listener = listener;
            wording = Wording.of(writing, notes);
            List<Summary> usable = before.stream().takeWhile(summary -> summary.source() == Source.MODEL).toList();
            read = usable.stream().mapToInt(Summary::segments).sum() <= notes.size() ? usable : List.of();
            read.forEach(summary -> drafts.add(Fields.of(summary)));
        }

        Fields fields() {
            Optional<LanguageModel> found;
            try {
                found = model.get();
            } catch (RuntimeException e) {
                return unavailable(Failures.reason(e));
            }
            if (found.isEmpty()) {
                Fields fields = unavailable("no model is configured");
                writer = "";
                return fields;
            }
            writer = found.get().name();
            listener.at("llm_start", Map.of("maxTokens", (long) (checkpoint ? writing.checkpointTokens() : writing.maxTokens())));
            long begin = time.nanos();
            try {
                Optional<Fields> answered = whole(new Question(time, found.get(), PATIENCE));
                problems.resolve(Code.SUMMARY_WITHOUT_MODEL, SUBJECT);
                if (answered.isEmpty()) {
                    source = Source.HEURISTIC;
                    LOG.warn("{} answered what are no minutes; they are picked from the text", found.get().name());
                }
                return answered.orElseGet(this::gleaned);
            } catch (RuntimeException e) {
                return unavailable(Failures.reason(e));
            } finally {
                asked = Duration.ofNanos(time.nanos() - begin);
                listener.at("llm_done", Map.of("elapsedMs", asked.toMillis()));
            }
        }

        /// Has the model read what interim summaries do not cover, in parts if necessary, and merges all drafts. Empty when no answer was
        /// usable.
        private Optional<Fields> whole(Question question) {
            List<Segment> unread = notes.subList(read.stream().mapToInt(Summary::segments).sum(), notes.size());
            List<String> parts = Parts.of(unread, writing.maxCharacters());
            boolean single = drafts.isEmpty() && parts.size() == 1;
            int steps = parts.size() + (single ? 0 : 1);
            int before = drafts.size();
            for (int part = 0; part < parts.size(); part++) {
                listener.part(part + 1, steps);
                answered(question, wording.notes(parts.get(part), checkpoint || !single)).ifPresent(drafts::add);
            }
            if (drafts.isEmpty()) {
                return Optional.empty();
            }
            if (drafts.size() - before < parts.size()) {
                // some part gave no usable answer: what was said in it must not be missing
                drafts.add(Gleaning.of(unread));
            }
            if (drafts.size() > 1) {
                listener.part(steps, steps);
            }
            return Optional.of(one(question, drafts));
        }

        /// Has the model merge drafts, as many at once as fit into a request, until one is left.
        private Fields one(Question question, List<Fields> drafts) {
            List<Fields> left = drafts;
            while (left.size() > 1) {
                List<String> texts = left.stream().map(Drafting::json).toList();
                List<List<Fields>> groups = groups(left, texts);
                if (groups.size() == left.size()) {
                    return Fields.joined(left);
                }
                left = groups.stream().map(group -> group.size() == 1 ? group.getFirst()
                    : answered(question, wording.joined(String.join("\n", group.stream().map(Drafting::json).toList()))).orElseGet(() -> Fields.joined(group))).toList();
            }
            return left.getFirst();
        }

        private List<List<Fields>> groups(List<Fields> drafts, List<String> texts) {
            List<List<Fields>> groups = new ArrayList<>();
            int length = Integer.MAX_VALUE / 2;
            for (int i = 0; i < drafts.size(); i++) {
                if (length + 1 + texts.get(i).length() > writing.maxCharacters()) {
                    groups.add(new ArrayList<>());
                    length = 0;
                }
                groups.getLast().add(drafts.get(i));
                length += texts.get(i).length() + 1;
            }
            return groups;
        }

        /// Retries once: a connection that breaks in the last request must not cost a meeting its summary.
        private static Optional<Fields> answered(Question question, Prompt prompt) {
            try {
                return Answer.read(question.ask(prompt));
            } catch (ProblemException | CompletionException e) {
                LOG.info("the model is asked once more: {}", e.getClass().getSimpleName());
                return Answer.read(question.ask(prompt));
            }
        }

        private static String json(Fields fields) {
            ObjectNode body = JSON.createObjectNode().put("title", fields.title());
            Map.of("bullets", fields.bullets(), "decisions", fields.decisions(), "actions", fields.actions(), "risks", fields.risks(), "nextSteps", fields.nextSteps())
                .entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(list -> list.getValue().forEach(body.withArray("/" + list.getKey())::add));
            return body.toString();
        }

        private Fields gleaned() {
            return Fields.joined(Stream.concat(drafts.stream(), Stream.of(Gleaning.of(notes))).toList());
        }

        private Fields unavailable(String reason) {
            source = Source.WITHOUT_MODEL;
            writer = reason;
            LOG.warn("the meeting is summed up without a model: {}", logText.of(reason));
            if (!Thread.currentThread().isInterrupted()) {
                problems.raise(Problem.of(Code.SUMMARY_WITHOUT_MODEL, SUBJECT, logText.of(reason)));
            }
            return Fields.joined(drafts).withBullets(Summary.WITHOUT_MODEL);
        }
    }
}
