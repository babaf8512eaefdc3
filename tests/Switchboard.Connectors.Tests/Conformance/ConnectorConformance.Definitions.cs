using System.Text.Json;
using Switchboard.Tests;

namespace Switchboard.Connectors.Tests.Conformance;

/// <content>What a model and an operator read.</content>
public abstract partial class ConnectorConformance<TContract>
{
    [Fact]
    public void The_definition_is_as_approved() => Approval.Verify(connector.Name + ".json", DefinitionText.Of(connector.Descriptor));

    [Fact]
    public void Every_action_and_field_is_documented()
    {
        connector.Descriptor.Description.ShouldEndWith(".");
        foreach (var action in connector.Descriptor.Actions)
        {
            action.Description.ShouldEndWith(".", customMessage: action.FullName);
            ShouldBeDocumented(JsonElement.Parse(action.InputSchema), action.FullName + " input");
            ShouldBeDocumented(JsonElement.Parse(action.OutputSchema), action.FullName + " output");
        }
    }

    [Fact]
    public void Every_limit_has_a_source_and_every_cost_a_limit()
    {
        connector.Descriptor.RateLimits.ShouldAllBe(limit => limit.Source.Length > 0);
        var buckets = connector.Descriptor.RateLimits.Select(limit => limit.Bucket).ToHashSet();
        foreach (var action in connector.Descriptor.Actions)
        {
            action.Costs.ShouldAllBe(cost => buckets.Contains(cost.Bucket), action.FullName);
        }
    }

    private static void ShouldBeDocumented(JsonElement schema, string path)
    {
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                property.Value.TryGetProperty("description", out var description).ShouldBeTrue($"{path}.{property.Name} has no description");
                description.GetString()!.Length.ShouldBeGreaterThan(3, $"{path}.{property.Name}");
                ShouldBeDocumented(property.Value, $"{path}.{property.Name}");
            }
        }

        if (schema.TryGetProperty("items", out var items))
        {
            ShouldBeDocumented(items, path + "[]");
        }
    }
}
