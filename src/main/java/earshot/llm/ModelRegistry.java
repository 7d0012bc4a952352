package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.DottedKey;
import earshot.config.Settings;
import earshot.data.BoundedMap;
import earshot.data.Digest;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderHealthRegistry;
import earshot.remote.ProviderKind;
import earshot.remote.SharedHttpClient;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The registry of model instances that all connections share: one for each combination of alias, overrides and effective settings.
/// Source: badge-protocol section 4.3. A connection does not own the instances it gets and does not close them.
///
/// Changed settings give a new instance, because their digest is part of the identity; an instance in use finishes its answer. Creating
/// one does no I/O. Safe for use from any thread.
public final class ModelRegistry implements ModelSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelResolver.class);
    private static final int MAX_ENTRIES = 64;
    private static final ObjectWriter SORTED = JSON.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final SharedHttpClient sharedHttpClient;
    private final Watch<Settings> settings;
    private final ProblemSink problems;
    private final ProviderHealthRegistry health;
    private final WatchSubscription watchSubscription;
    private final Map<String, RegisteredModel> entries = BoundedMap.leastRecentlyUsed(MAX_ENTRIES);

    private final Map<String, Boolean> told = Collections.synchronizedMap(BoundedMap.leastRecentlyUsed(MAX_ENTRIES));

    private final LearnedModels learnedModels;
    private final Map<String, AliasMemory> memories = BoundedMap.leastRecentlyUsed(MAX_ENTRIES);
    /// By address and model.
    private final Map<String, ThoughtHabit> thoughtHabits = Collections.synchronizedMap(BoundedMap.leastRecentlyUsed(MAX_ENTRIES));

    /// @param base the settings of the alias
    /// @param byModel one for each model and address, which purposes may override
    private record AliasMemory(ObjectNode base, Map<String, RequestMemory> byModel) {}

    /// By alias, as they were read last.
    private Map<String, ObjectNode> sections = Map.of();

    private record RegisteredModel(String alias, String digest, Optional<LanguageModel> model, Optional<Problem> refused) {}

    /// @param settings read again at each lookup
    public ModelRegistry(Watch<Settings> settings, SharedHttpClient sharedHttpClient, ProblemSink problems) {
        this(settings, sharedHttpClient, problems, Optional.empty());
    }

    /// @param learned the file in which is kept what was learned of models; without one it is learned again in each run
    public ModelRegistry(Watch<Settings> settings, SharedHttpClient sharedHttpClient, ProblemSink problems, Optional<Path> learned) {
        this.settings = settings;
        learnedModels = new LearnedModels(learned);
        this.sharedHttpClient = sharedHttpClient;
        this.problems = problems;
        health = new ProviderHealthRegistry(problems);
        watchSubscription = settings.observe(changed -> follow(changed.of(ModelSettings.SECTION)));
    }

    public ModelResolver newResolver() {
        return new ModelResolver(this, settings, this::logOnce);
    }

    /// Every connection looks models up for itself; errors in the settings are reported once for all of them.
    private void logOnce(Level level, String words) {
        if (told.putIfAbsent(words, true) == null) {
            LOG.atLevel(level).log(words);
        }
    }

    /// The models in use now: for `default`, for the program's own purposes, and for further keys in the settings, in this order.
    public Map<String, ModelResolution> activeModels() {
        ModelResolver quiet = new ModelResolver(this, settings, (_, _) -> {});
        Set<String> keys = new LinkedHashSet<>(List.of(ModelResolver.DEFAULT));
        Arrays.stream(Purpose.values()).map(Purpose::key).forEach(keys::add);
        keys.addAll(settings.get().of(ModelSettings.SECTION).byPurpose().keySet());
        Map<String, ModelResolution> modelResolutions = new LinkedHashMap<>();
        keys.forEach(key -> modelResolutions.put(key, quiet.resolve(Optional.of(key))));
        return modelResolutions;
    }

    /// @throws ProblemException when the alias is configured but cannot be used: its type is unknown, or something is missing. The problem
    /// is also raised, once for the same settings
    @Override
    public synchronized Optional<LanguageModel> model(String alias, ObjectNode overrides) {
        ObjectNode base = settings.get().of(ModelSettings.SECTION).providers().get(alias);
        if (base == null || base.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode merged = base.deepCopy();
        merged.setAll(overrides);
        String key = alias + "::" + sorted(overrides);
        String digest = Digest.of(sorted(merged), 16);
        RegisteredModel entry = entries.get(key);
        if (entry == null || !entry.digest.equals(digest)) {
            RegisteredModel before = entry;
            entry = createEntry(alias, digest, base, merged);
            entries.put(key, entry);
            if (before != null) {
                before.refused.ifPresent(this::resolve);
            }
            entry.refused.ifPresent(problems::raise);
        }
        if (entry.refused.isPresent()) {
            throw new ProblemException(entry.refused.get());
        }
        return entry.model;
    }

    /// A model outside the saved settings, for trying it out. Its failures raise no problems.
    ///
    /// @param section as `LLM.<alias>` would be
    /// @throws ProblemException when the section is incomplete or its type unknown
    public LanguageModel unsavedModel(String alias, ObjectNode section) {
        ModelConfig modelConfig = ModelConfig.of(alias, section);
        return new OpenAiModel(sharedHttpClient, modelConfig, new RequestMemory(), thoughtHabit(modelConfig), _ -> {});
    }

    /// Why the model of an alias cannot be used; empty where it can, and where there is no such alias. Raises nothing.
    public Optional<Problem> refusal(String alias) {
        try {
            Optional.ofNullable(settings.get().of(ModelSettings.SECTION).providers().get(alias)).ifPresent(section -> ModelConfig.of(alias, section));
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }

    public ModelServerDiscovery serverDiscovery() {
        return new ModelServerDiscovery(sharedHttpClient);
    }

    /// Follows the settings no more. Running answers break off with the HTTP client.
    @Override
    public void close() {
        watchSubscription.close();
        learnedModels.close();
    }

    private RegisteredModel createEntry(String alias, String digest, ObjectNode base, ObjectNode merged) {
        try {
            ModelConfig modelConfig = ModelConfig.of(alias, merged);
            OpenAiModel model = new OpenAiModel(sharedHttpClient, modelConfig, requestMemory(modelConfig, base), thoughtHabit(modelConfig), problems::raise);
            return new RegisteredModel(alias, digest, Optional.of(new ReportingModel(model, health.of(alias))), Optional.empty());
        } catch (ProblemException e) {
            return new RegisteredModel(alias, digest, Optional.empty(), Optional.of(e.problem()));
        }
    }

    /// What this model's provider has refused, for as long as the settings of its alias stay as they are.
    private RequestMemory requestMemory(ModelConfig modelConfig, ObjectNode base) {
        String alias = modelConfig.provider().alias();
        AliasMemory known = memories.get(alias);
        if (known == null || !known.base.equals(base)) {
            // with other settings it may be another model
            resolveAdapted(modelConfig.provider().subject("model_name"));
            known = new AliasMemory(base, new HashMap<>());
            memories.put(alias, known);
        }
        return known.byModel.computeIfAbsent(place(modelConfig),
            place -> new RequestMemory(learnedModels.changes(alias, base, place), changes -> learnedModels.learned(alias, base, place, changes)));
    }

    /// Whoever asks, for whatever purpose, also to try it out: an answer tells how the next one begins.
    private ThoughtHabit thoughtHabit(ModelConfig modelConfig) {
        String names = modelConfig.provider().alias() + " " + modelConfig.model();
        return thoughtHabits.computeIfAbsent(place(modelConfig),
            place -> new ThoughtHabit(names, learnedModels.thoughts(place), expected -> learnedModels.learnedThoughts(place, expected)));
    }

    private static String place(ModelConfig modelConfig) {
        return modelConfig.endpoint().root() + " " + modelConfig.model();
    }

    private void resolveAdapted(ProblemSubject model) {
        problems.resolve(ProblemCode.PROVIDER_WITHOUT_TOOLS, model);
        problems.resolve(ProblemCode.PROVIDER_ADAPTED, model);
    }

    private synchronized void follow(ModelSettings now) {
        // a key or an address that was corrected: whether the provider works now is unknown
        sections.forEach((alias, section) -> {
            if (!section.equals(now.providers().get(alias))) {
                health.settingsChanged(alias);
            }
        });
        sections = now.providers();
        entries.values().removeIf(entry -> {
            boolean removed = !now.providers().containsKey(entry.alias);
            if (removed) {
                entry.refused.ifPresent(this::resolve);
                memories.remove(entry.alias);
                resolveAdapted(new ProblemSubject.Setting(DottedKey.of(ProviderKind.LLM.name(), entry.alias, "model_name")));
            }
            return removed;
        });
    }

    private void resolve(Problem problem) {
        problems.resolve(problem.code(), problem.subject());
    }

    private static String sorted(ObjectNode node) {
        try {
            return SORTED.writeValueAsString(JSON.convertValue(node, Map.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
