package earshot.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Settings;
import earshot.data.BoundedMap;
import earshot.data.Digest;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Problems;
import earshot.time.Time;
import earshot.watch.Pin;
import earshot.watch.Watch;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The registry of model instances that all connections share: one for each combination of alias, overrides and effective settings.
/// Source: badge-protocol section 4.3. A connection does not own the instances it gets and does not close them.
///
/// Changed settings give a new instance, because their digest is part of the identity; an instance in use finishes its answer. Creating
/// one does no I/O. Safe for use from any thread.
public final class Models implements ModelSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Purposes.class);
    private static final int MOST = 64;
    private static final ObjectMapper SORTED = new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private final HttpClient client = OpenAiModel.client();
    private final Watch<Settings> settings;
    private final Time time;
    private final Problems problems;
    private final Pin pin;
    private final Map<String, Made> entries = BoundedMap.leastRecentlyUsed(MOST);

    private record Made(String alias, String digest, Optional<ToldModel> model, Optional<Problem> refused) {}

    /// @param settings read again at each lookup
    public Models(Watch<Settings> settings, Time time, Problems problems) {
        this.settings = settings;
        this.time = time;
        this.problems = problems;
        pin = settings.observe(changed -> forgetRemoved(changed.models()));
    }

    /// A new lookup for one connection.
    public Purposes purposes() {
        return new Purposes(this, settings, LOG::warn);
    }

    /// The models in use now: for `default`, for the program's own purposes, and for further keys in the settings, in this order.
    public Map<String, Choice> inForce() {
        Purposes quiet = new Purposes(this, settings, _ -> {});
        Set<String> keys = new LinkedHashSet<>(List.of(Purposes.DEFAULT));
        Arrays.stream(Purpose.values()).map(Purpose::key).forEach(keys::add);
        keys.addAll(settings.get().models().byPurpose().keySet());
        Map<String, Choice> choices = new LinkedHashMap<>();
        keys.forEach(key -> choices.put(key, quiet.of(Optional.of(key))));
        return choices;
    }

    /// @throws ProblemException when the alias is configured but cannot be used: its type is unknown, or something is missing. The problem
    /// is also raised, once for the same settings
    @Override
    public synchronized Optional<LanguageModel> model(String alias, ObjectNode overrides) {
        ObjectNode base = settings.get().models().providers().get(alias);
        if (base == null || base.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode merged = base.deepCopy();
        merged.setAll(overrides);
        String key = alias + "::" + sorted(overrides);
        String digest = Digest.of(sorted(merged), 16);
        Made entry = entries.get(key);
        if (entry == null || !entry.digest.equals(digest)) {
            Made before = entry;
            entry = make(alias, digest, merged);
            entries.put(key, entry);
            if (before != null) {
                before.refused.ifPresent(this::resolve);
            }
            entry.refused.ifPresent(problems::raise);
        }
        if (entry.refused.isPresent()) {
            throw new ProblemException(entry.refused.get());
        }
        return entry.model.map(LanguageModel.class::cast);
    }

    /// A model outside the saved settings, for trying it out. Its failures raise no problems.
    ///
    /// @param section as `LLM.<alias>` would be
    /// @throws ProblemException when the section is incomplete or its type unknown
    public LanguageModel unsaved(String alias, ObjectNode section) {
        return new OpenAiModel(client, time, Provider.of(alias, section), _ -> {});
    }

    /// Finds model servers, and lists their models.
    public ModelServers servers() {
        return new ModelServers(client, time);
    }

    /// Closes all connections to providers; running answers break off.
    @Override
    public void close() {
        pin.close();
        client.shutdownNow();
    }

    private Made make(String alias, String digest, ObjectNode merged) {
        try {
            Provider provider = Provider.of(alias, merged);
            // an earlier instance with other settings may have been another model
            problems.resolve(Code.LLM_TOOLLESS, provider.subject("model_name"));
            OpenAiModel model = new OpenAiModel(client, time, provider, problems::raise);
            return new Made(alias, digest, Optional.of(new ToldModel(model, provider, problems)), Optional.empty());
        } catch (ProblemException e) {
            return new Made(alias, digest, Optional.empty(), Optional.of(e.problem()));
        }
    }

    private synchronized void forgetRemoved(Settings.Models now) {
        entries.values().removeIf(entry -> {
            boolean removed = !now.providers().containsKey(entry.alias);
            if (removed) {
                entry.refused.ifPresent(this::resolve);
                entry.model.ifPresent(ToldModel::resolve);
            }
            return removed;
        });
    }

    private void resolve(Problem problem) {
        problems.resolve(problem.code(), problem.subject());
    }

    private static String sorted(ObjectNode node) {
        try {
            return SORTED.writeValueAsString(SORTED.convertValue(node, Map.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
