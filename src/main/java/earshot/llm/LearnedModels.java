package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.BoundedMap;
import earshot.data.Digest;
import earshot.store.BoundedFile;
import earshot.store.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was learned of models, for the next run: what their providers refuse, and whether their answers begin with thoughts. It is kept in a file, by
/// digests of settings and addresses, and written in the background. Without the file it is learned again. Safe for use from any thread.
final class LearnedModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LearnedModels.class);
    private static final int MAX_MODELS = 128;
    private static final int MAX_BYTES = 4 << 20;
    private static final String REQUESTS = "requests";
    private static final String THOUGHTS = "thoughts";

    private final Optional<Path> file;
    private final Map<String, List<RequestChange>> requests = BoundedMap.leastRecentlyUsed(MAX_MODELS);
    private final Map<String, Integer> thoughts = BoundedMap.leastRecentlyUsed(MAX_MODELS);
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
    private boolean changed;

    /// @param file empty for the memory of one run only
    LearnedModels(Optional<Path> file) {
        this.file = file;
        file.ifPresent(this::read);
    }

    /// The changes that requests of an alias needed under these settings.
    ///
    /// @param place address and model
    synchronized List<RequestChange> changes(String alias, ObjectNode settings, String place) {
        return requests.getOrDefault(key(alias, settings, place), List.of());
    }

    /// A model that takes no tools is asked again in each run: a newer version of the same name may take them, and people are told that it does not.
    void learned(String alias, ObjectNode settings, String place, List<RequestChange> changes) {
        synchronized (this) {
            requests.put(key(alias, settings, place), changes.stream().filter(change -> !change.equals(new RequestChange.Omit(RequestChange.TOOLS))).toList());
        }
        save();
    }

    /// How many more answers of a model are expected to begin with a thought; empty when nothing is known.
    synchronized Optional<Integer> thoughts(String place) {
        return Optional.ofNullable(thoughts.get(Digest.of(place, 16)));
    }

    void learnedThoughts(String place, int expected) {
        synchronized (this) {
            thoughts.put(Digest.of(place, 16), expected);
        }
        save();
    }

    /// Waits until everything is written.
    @Override
    public void close() {
        CompletableFuture<Void> last;
        synchronized (this) {
            last = writing;
        }
        last.join();
    }

    private static String key(String alias, ObjectNode settings, String place) {
        return Digest.of(alias + "\n" + settings + "\n" + place, 16);
    }

    private void read(Path from) {
        try {
            JsonNode tree = JSON.readTree(BoundedFile.read(from, MAX_BYTES));
            tree.path(REQUESTS).properties()
                .forEach(model -> requests.put(model.getKey(), model.getValue().valueStream().flatMap(change -> RequestChange.read(change).stream()).toList()));
            tree.path(THOUGHTS).properties().forEach(model -> thoughts.put(model.getKey(), model.getValue().asInt()));
        } catch (NoSuchFileException _) {
            // nothing was learned yet
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", from, e.toString());
        }
    }

    private synchronized void save() {
        changed = true;
        if (file.isPresent() && writing.isDone()) {
            writing = new CompletableFuture<>();
            Thread.ofVirtual().name("learned-models").start(() -> write(file.get()));
        }
    }

    private void write(Path to) {
        for (Optional<byte[]> content = take(); content.isPresent(); content = take()) {
            try {
                PrivateFiles.replace(to, content.get());
            } catch (IOException e) {
                LOG.warn("{} cannot be written: {}", to, e.toString());
            }
        }
    }

    /// What is to be written now; empty when that is done.
    private synchronized Optional<byte[]> take() {
        if (!changed) {
            writing.complete(null);
            return Optional.empty();
        }
        changed = false;
        ObjectNode tree = JSON.createObjectNode();
        ObjectNode models = tree.putObject(REQUESTS);
        requests.forEach((model, changes) -> {
            ArrayNode all = models.putArray(model);
            changes.forEach(change -> all.add(change.json()));
        });
        ObjectNode habits = tree.putObject(THOUGHTS);
        thoughts.forEach(habits::put);
        return Optional.of(tree.toString().getBytes(StandardCharsets.UTF_8));
    }
}
