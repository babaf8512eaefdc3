namespace Switchboard.Connectors.X;

/// <summary>The simulated account as it is saved.</summary>
internal sealed record XSnapshot(string UserId, IReadOnlyList<StoredPost> Posts, IReadOnlyList<StoredLimit> Limits);

/// <summary>A post as it was sent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="Text">Its text in form C, without white space at its ends.</param>
/// <param name="MediaIds">Its media.</param>
internal sealed record StoredPost(string Id, long At, string Text, IReadOnlyList<string> MediaIds)
{
    /// <summary>What makes two posts the same to X.</summary>
    public string Key => Text + "\n" + string.Join(',', MediaIds);
}

/// <summary>How much of a limit is used until it starts anew, in Unix seconds.</summary>
internal sealed record StoredLimit(string Name, int Used, long ResetAt);
