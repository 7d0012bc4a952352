package earshot.meeting.archive;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.MeetingSettings;
import earshot.data.Digest;
import earshot.meeting.Delivery;
import earshot.meeting.Delivery.Result;
import earshot.meeting.MeetingBook;
import earshot.meeting.Transcript;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.provider.Web;
import earshot.time.Time;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends summaries to the webhook, one after another, each at most twice. A delivery is stored before it is sent, so that it is sent again
/// when the process dies meanwhile: the receiver may get a summary twice, but not never. Source: badge-protocol section 6.5.
final class Webhook implements AutoCloseable {
    /// The pause between the first attempt and the second is at least `PAUSE` and at most `LONGER` more.
    static final Duration PAUSE = Duration.ofSeconds(2);
    static final Duration LONGER = Duration.ofSeconds(3);
    private static final int QUEUE = 256;
    private static final Subject SETTING = new Subject.Setting("meeting.webhook.url");
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    private final MeetingBook book;
    private final Shelf shelf;
    private final Supplier<Optional<MeetingSettings.Webhook>> settings;
    private final Web web;
    private final Problems problems;
    private final RandomGenerator random;
    private final Time time;
    private final Consumer<Delivery> heard;
    private final CompletableFuture<AtomicLong> numbers;
    private final Set<Sending> unfinished = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE),
        Thread.ofVirtual().name("webhook-", 0).factory());

    Webhook(MeetingBook book, Shelf shelf, Supplier<Optional<MeetingSettings.Webhook>> settings, Web web, Problems problems, RandomGenerator random, Time time,
            Consumer<Delivery> heard) {
        this.book = book;
        this.shelf = shelf;
        this.settings = settings;
        this.web = web;
        this.problems = problems;
        this.random = random;
        this.time = time;
        this.heard = heard;
        numbers = shelf.lastDelivery().thenApply(AtomicLong::new);
    }

    /// @param end completes with the stored delivery, whether it succeeded or not
    record Sending(Delivery row, MeetingSettings.Webhook hook, byte[] body, CompletableFuture<Delivery> end) {
        Delivery row(Result result, int status, String reason) {
            return new Delivery(row.number(), row.meeting(), row.at(), row.host(), result, status, row.bytes(), row.digest(), reason);
        }
    }

    /// Sends a summary; completes when it was accepted, fails when it was not.
    CompletableFuture<Delivery> send(Transcript meeting) {
        return begin(meeting).thenCompose(Sending::end).thenApply(row -> {
            if (row.result() == Result.FAIL) {
                throw new ProblemException(failed(row));
            }
            return row;
        });
    }

    /// Sends a summary; completes when the delivery is stored as under way.
    CompletableFuture<Sending> begin(Transcript meeting) {
        return numbers.thenCompose(last -> begin(meeting, last.incrementAndGet()));
    }

    /// Sends again the deliveries that were under way when an earlier process ended.
    void resume() {
        shelf.underWay().thenAccept(deliveries -> deliveries.forEach(delivery -> book.read(delivery.meeting()).thenAccept(meeting -> {
            if (meeting.isPresent() && settings.get().isPresent()) {
                begin(meeting.get(), delivery.number());
            } else {
                book.put(new Delivery(delivery.number(), delivery.meeting(), delivery.at(), delivery.host(), Result.FAIL, 0, delivery.bytes(), delivery.digest(),
                    "the program ended meanwhile"));
            }
        })));
    }

    /// Aborts the running delivery and drops the waiting ones; all stay stored as under way.
    @Override
    public void close() {
        sender.shutdownNow();
        unfinished.forEach(sending -> sending.end().completeExceptionally(new CancellationException("the program ends")));
    }

    private CompletableFuture<Sending> begin(Transcript meeting, long number) {
        Optional<MeetingSettings.Webhook> hook = settings.get();
        if (hook.isEmpty()) {
            return CompletableFuture.failedFuture(new ProblemException(Problem.of(Code.WEBHOOK_ABSENT, SETTING)));
        }
        byte[] body = body(meeting);
        Delivery row = new Delivery(number, meeting.meeting().id(), time.now(), WebhookCall.host(hook.get().url()), Result.UNDER_WAY, 0, body.length,
            Digest.of(body, 8), "");
        Sending sending = new Sending(row, hook.get(), body, new CompletableFuture<>());
        return book.put(row).thenApply(_ -> {
            heard.accept(row);
            unfinished.add(sending);
            sending.end().whenComplete((_, _) -> unfinished.remove(sending));
            try {
                sender.execute(() -> deliver(sending));
            } catch (RejectedExecutionException e) {
                over(sending, sending.row(Result.FAIL, 0, QUEUE + " deliveries wait already"));
            }
            return sending;
        });
    }

    private void deliver(Sending sending) {
        try {
            WebhookCall call = new WebhookCall(web, time, sending.hook(), sending.body());
            WebhookCall.Answer first = call.make();
            if (first.good()) {
                over(sending, sending.row(Result.OK, first.status(), ""));
                return;
            }
            time.sleep(PAUSE.plusMillis(random.nextLong(LONGER.toMillis() + 1)));
            WebhookCall.Answer second = call.make();
            over(sending, sending.row(second.good() ? Result.RETRY_OK : Result.FAIL, second.status(), second.reason()));
        } catch (CancellationException closing) {
            sending.end().completeExceptionally(closing);
        } catch (Throwable e) {
            LOG.error("[Meeting Webhook] a delivery broke: {}", e.getClass().getName());
            over(sending, sending.row(Result.FAIL, 0, e.getClass().getSimpleName()));
        }
    }

    private void over(Sending sending, Delivery row) {
        String result = row.result().name().toLowerCase(Locale.ROOT);
        if (row.result() == Result.FAIL) {
            LOG.error("[Meeting Webhook] result={} body_len={} sha8={}", result, row.bytes(), row.digest());
            problems.raise(failed(row));
        } else {
            LOG.info("[Meeting Webhook] result={} body_len={} sha8={}", result, row.bytes(), row.digest());
            problems.resolve(Code.WEBHOOK_FAILED, SETTING);
        }
        book.put(row).whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.warn("the end of a delivery could not be kept: {}", failure.toString());
            }
            heard.accept(row);
            sending.end().complete(row);
        });
    }

    private static Problem failed(Delivery row) {
        return Problem.of(Code.WEBHOOK_FAILED, SETTING, row.host(), row.reason());
    }

    private static byte[] body(Transcript transcript) {
        ObjectNode body = JSON.createObjectNode().put("sessionId", transcript.meeting().id())
            .put("deviceId", transcript.meeting().devices().stream().findFirst().orElse(""));
        body.set("summary", transcript.summary().map(Json::of).orElseGet(JSON::createObjectNode));
        body.set("metrics", transcript.metrics().map(Json::of).orElseGet(JSON::createObjectNode));
        body.put("durationMs", Json.duration(transcript).toMillis());
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree in memory", e);
        }
    }
}
