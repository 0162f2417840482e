using System.Data.Common;

namespace FeedService.Store;

/// <summary>The index of words in a database: which articles, by their numbers in it, hold which words.</summary>
internal abstract class WordIndex
{
    /// <summary>What an article of this number holds from now on.</summary>
    /// <param name="run">Runs a statement with values.</param>
    public abstract void Put(long number, IEnumerable<string> words, Action<string, object> run);

    public abstract void Remove(long number, Action<string, object> run);

    /// <summary>
    /// The keys of the members of a topic that may hold words as one of the alternatives wants them, in the order of the
    /// topic's feed, read as they are asked for.
    /// </summary>
    public abstract IEnumerable<long> Find(DbConnection connection, DbTransaction transaction, long topic,
        IReadOnlyList<SoughtWords> alternatives);
}
