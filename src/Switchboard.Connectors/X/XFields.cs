using Switchboard.Simulation;

namespace Switchboard.Connectors.X;

/// <summary>Which fields of a post were asked for, and in which names: X's description renamed them on 2026-08-07.</summary>
internal sealed class XFields
{
    private const string Shared =
        "article attachments card_uri community_id context_annotations conversation_id created_at display_text_range edit_controls entities geo id lang " +
        "media_metadata non_public_metrics organic_metrics possibly_sensitive promoted_metrics public_metrics reply_settings scopes source suggested_source_links " +
        "suggested_source_links_with_counts text withheld";

    private static readonly HashSet<string> Current = [.. Shared.Split(' '), "article_title", "matched_media_notes", "note_post", "note_request_suggestions", "paid_partnership"];
    private static readonly HashSet<string> Legacy = [.. Shared.Split(' '), "author_id", "edit_history_tweet_ids", "in_reply_to_user_id", "note_tweet", "referenced_tweets"];
    private static readonly HashSet<string> Others = ["expansions", "user.fields", "media.fields", "poll.fields", "place.fields"];

    private readonly HashSet<string> _names = [];

    /// <summary>Nothing but what every post has.</summary>
    public static XFields None { get; } = new();

    /// <summary>Whether the answer is in the names of before.</summary>
    public bool IsLegacy { get; private init; }

    public bool Has(string name) => _names.Contains(name);

    /// <summary>Reads a query; or X's no.</summary>
    /// <param name="query">The query.</param>
    /// <param name="own">Parameters of the route beside fields.</param>
    /// <param name="fields">What was asked for.</param>
    public static SimulatorReply? Read(FormFields query, string[] own, out XFields fields)
    {
        fields = new XFields { IsLegacy = query["tweet.fields"] is not null };
        foreach (var (name, value) in query.All)
        {
            if (name is "post.fields" or "tweet.fields")
            {
                var known = name == "post.fields" ? Current : Legacy;
                foreach (var field in value.Split(','))
                {
                    if (!known.Contains(field))
                    {
                        return XReplies.Invalid($"The `{name}` query parameter value [{field}] is not one of [{string.Join(",", known.Order(StringComparer.Ordinal))}]");
                    }

                    fields._names.Add(field);
                }
            }
            else if (!own.Contains(name) && !Others.Contains(name))
            {
                return XReplies.Invalid($"The query parameter [{name}] is not one of [{string.Join(",", own.Append("post.fields"))}]");
            }
        }

        return null;
    }
}
