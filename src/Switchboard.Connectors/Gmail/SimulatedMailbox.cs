using System.Globalization;

namespace Switchboard.Connectors.Gmail;

/// <summary>The simulated account: messages, drafts, labels and the history that they leave.</summary>
internal sealed class SimulatedMailbox
{
    private static readonly string[] SystemLabels =
    [
        "INBOX", "SENT", "DRAFT", "UNREAD", "STARRED", "IMPORTANT", "SPAM", "TRASH", "CHAT",
        "CATEGORY_PERSONAL", "CATEGORY_SOCIAL", "CATEGORY_PROMOTIONS", "CATEGORY_UPDATES", "CATEGORY_FORUMS",
    ];

    private readonly Dictionary<string, SimulatedMail> _messages = [];
    private readonly Dictionary<string, List<SimulatedMail>> _threads = [];
    private readonly SortedDictionary<string, string> _drafts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, WireLabel> _userLabels = new(StringComparer.Ordinal);
    private ulong _history = 1000;

    public int MessageCount => _messages.Count;

    public int ThreadCount => _threads.Count;

    public string HistoryId => _history.ToString(CultureInfo.InvariantCulture);

    /// <summary>Draft ids with the ids of their messages.</summary>
    public IEnumerable<KeyValuePair<string, string>> Drafts => _drafts;

    /// <summary>Gmail's own first, then the account's.</summary>
    public IEnumerable<WireLabel> Labels => SystemLabels
        .Select(id => new WireLabel(id, id, "system", LabelListVisibility: id.StartsWith("CATEGORY_", StringComparison.Ordinal) ? "labelHide" : null))
        .Concat(_userLabels.Values);

    /// <summary>Newest first by time, ties by id.</summary>
    public List<SimulatedMail> Newest()
    {
        var all = new List<SimulatedMail>(_messages.Values);
        all.Sort(Compare);
        return all;
    }

    public static int Compare(SimulatedMail left, SimulatedMail right) =>
        left.InternalDate == right.InternalDate ? string.CompareOrdinal(left.Id, right.Id) : right.InternalDate.CompareTo(left.InternalDate);

    public SimulatedMail? Find(string id) => _messages.GetValueOrDefault(id);

    public bool HasThread(string id) => _threads.ContainsKey(id);

    /// <summary>Whether Gmail would take a subject for an answer in the thread.</summary>
    public bool FitsThread(string id, string subject) =>
        _threads.TryGetValue(id, out var thread) && BareSubject(thread[0].Subject).Equals(BareSubject(subject), StringComparison.OrdinalIgnoreCase);

    /// <summary>A label by its id; null: there is none.</summary>
    public WireLabel? Label(string id) =>
        Array.IndexOf(SystemLabels, id) >= 0 ? new WireLabel(id, id, "system") : _userLabels.GetValueOrDefault(id);

    /// <summary>A label by its id or name, any case, as a search names it; null: there is none.</summary>
    public string? LabelByName(string name) => Labels.FirstOrDefault(label =>
        label.Id!.Equals(name, StringComparison.OrdinalIgnoreCase)
        || label.Name!.Replace(' ', '-').Equals(name.Replace(' ', '-'), StringComparison.OrdinalIgnoreCase))?.Id;

    public void Add(SimulatedMail mail)
    {
        Place(mail);
        mail.HistoryId = ++_history;
    }

    public void AddDraft(string id, SimulatedMail mail)
    {
        Add(mail);
        _drafts[id] = mail.Id;
    }

    public void AddLabel(WireLabel label)
    {
        _userLabels[label.Id!] = label;
        _history++;
    }

    public void Modify(SimulatedMail mail, IReadOnlyList<string> add, IReadOnlyList<string> remove)
    {
        mail.LabelIds.ExceptWith(remove);
        mail.LabelIds.UnionWith(add);
        mail.HistoryId = ++_history;
    }

    public MailboxState ToState() => new(
        _history,
        [.. Newest().Select(mail => mail.ToState())],
        [.. _drafts.Select(draft => new DraftState(draft.Key, draft.Value))],
        [.. _userLabels.Values]);

    public static SimulatedMailbox Of(MailboxState state)
    {
        var mailbox = new SimulatedMailbox { _history = state.HistoryId };
        for (var i = state.Messages.Count - 1; i >= 0; i--)
        {
            mailbox.Place(new SimulatedMail(state.Messages[i]));
        }

        foreach (var draft in state.Drafts)
        {
            mailbox._drafts[draft.Id] = draft.MessageId;
        }

        foreach (var label in state.Labels)
        {
            mailbox._userLabels[label.Id!] = label;
        }

        return mailbox;
    }

    private void Place(SimulatedMail mail)
    {
        _messages[mail.Id] = mail;
        if (!_threads.TryGetValue(mail.ThreadId, out var thread))
        {
            _threads[mail.ThreadId] = thread = [];
        }

        // The thread's first message names it, also when a snapshot brought them in another order.
        thread.Insert(mail.Id == mail.ThreadId ? 0 : thread.Count, mail);
    }

    private static string BareSubject(string subject)
    {
        var bare = subject.Trim();
        while (bare.IndexOf(':') is > 0 and < 4 and var colon && bare[..colon].ToLowerInvariant() is "re" or "fw" or "fwd" or "aw")
        {
            bare = bare[(bare.IndexOf(':') + 1)..].TrimStart();
        }

        return bare;
    }
}
