/// The engine: composes everything below by constructors, and is all that the console and the command line know.
/// Reading goes through [earshot.engine.EngineModel], asking through [earshot.engine.Command].
package earshot.engine;
