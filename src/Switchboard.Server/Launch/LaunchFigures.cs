namespace Switchboard.Server.Launch;

/// <summary>What a launch brought, by channel: for its last page.</summary>
internal sealed class LaunchFigures
{
    private readonly List<ChannelFigure> _channels = [];
    private readonly List<(string What, long Count)> _notes = [];

    /// <summary>Channels in the order in which they were counted.</summary>
    public IReadOnlyList<ChannelFigure> Channels => _channels;

    /// <summary>Other counts.</summary>
    public IReadOnlyList<(string What, long Count)> Notes => _notes;

    /// <summary>People or views, as the channel counts.</summary>
    public void Reached(string channel, long reach) => Change(channel, figure => figure with { Reach = figure.Reach + reach });

    /// <summary>Money spent there.</summary>
    public void Spent(string channel, decimal spend, string currency) => Change(channel, figure => figure with { Spend = figure.Spend + spend, Currency = currency });

    /// <summary>A count that belongs to no channel.</summary>
    public void Note(string what, long count) => _notes.Add((what, count));

    private void Change(string channel, Func<ChannelFigure, ChannelFigure> change)
    {
        var index = _channels.FindIndex(figure => figure.Channel == channel);
        if (index < 0)
        {
            _channels.Add(change(new ChannelFigure(channel, 0, 0, null)));
        }
        else
        {
            _channels[index] = change(_channels[index]);
        }
    }
}

/// <summary>What one channel brought.</summary>
/// <param name="Channel">As <c>gmail</c> or <c>google-ads ads</c>.</param>
/// <param name="Reach">People or views.</param>
/// <param name="Spend">Money spent.</param>
/// <param name="Currency">Its currency; null: nothing was spent.</param>
internal sealed record ChannelFigure(string Channel, long Reach, decimal Spend, string? Currency);
