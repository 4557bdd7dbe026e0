import { newEventId } from "ddb-pattern-runtime";
import { type TodoEventClient, TodoEventTypes, type TodoListEvents } from "./events.generated.js";

/** A thing to do as a list shows it: made from events, and never stored. */
export interface OpenTodo {
  readonly title: string;
  readonly assignedTo: string | undefined;
  readonly isCompleted: boolean;
}

/** What a list shows, from all that happened on it. */
export function openTodos(events: readonly TodoListEvents[]): ReadonlyMap<string, OpenTodo> {
  const todos = new Map<string, OpenTodo>();
  const change = (id: string, changes: Partial<OpenTodo>) => {
    const todo = todos.get(id);
    if (todo !== undefined) todos.set(id, { ...todo, ...changes });
  };
  for (const event of events) {
    switch (event.type) {
      case TodoEventTypes.LIST_CREATED:
        break;
      case TodoEventTypes.TODO_ADDED: {
        const { todo_id, title } = event.data;
        todos.set(todo_id, { title, assignedTo: undefined, isCompleted: false });
        break;
      }
      case TodoEventTypes.TODO_ASSIGNED:
        change(event.data.todo_id, { assignedTo: event.data.assigned_to_user_id });
        break;
      case TodoEventTypes.TODO_COMPLETED:
        change(event.data.todo_id, { isCompleted: true });
        break;
      case TodoEventTypes.TODO_ARCHIVED:
        todos.delete(event.data.todo_id);
        break;
      default:
        // A new event type fails to compile here until the list knows what to do with it.
        event satisfies never;
    }
  }
  return todos;
}

/** What the program found out. */
export interface TodoStory {
  readonly open: readonly OpenTodo[];
  readonly historyOfFirst: readonly string[];
  readonly archiveOfAda: readonly string[];
  readonly involvingAda: number;
}

/** Two users, two lists, and one archive that reaches across both. */
export async function todoStory(client: TodoEventClient): Promise<TodoStory> {
  const [home, work, ada, ben, tea, cake, report] = Array.from({ length: 7 }, newEventId) as [
    ...Seven,
  ];
  const { LIST_CREATED, TODO_ADDED, TODO_ASSIGNED, TODO_COMPLETED, TODO_ARCHIVED } = TodoEventTypes;

  await client.saveEvents([
    { type: LIST_CREATED, data: { list_id: home, owner_user_id: ada, title: "Home" } },
    {
      type: TODO_ADDED,
      data: { list_id: home, todo_id: tea, user_id: ada, title: "Buy tea", priority: "high" },
    },
    {
      type: TODO_ADDED,
      data: { list_id: home, todo_id: cake, user_id: ben, title: "Bake a cake" },
    },
  ]);
  await client.saveEvent({
    type: TODO_ASSIGNED,
    data: { list_id: home, todo_id: tea, assigned_to_user_id: ben, assigned_by_user_id: ada },
  });
  await client.saveEvent({
    type: TODO_COMPLETED,
    data: { list_id: home, todo_id: tea, user_id: ben },
  });
  await client.saveEvent({
    type: TODO_ARCHIVED,
    data: { list_id: home, todo_id: tea, user_id: ada },
  });
  await client.saveEvents([
    { type: LIST_CREATED, data: { list_id: work, owner_user_id: ben, title: "Work" } },
    {
      type: TODO_ADDED,
      data: { list_id: work, todo_id: report, user_id: ada, title: "Write a report" },
    },
    { type: TODO_ARCHIVED, data: { list_id: work, todo_id: report, user_id: ada } },
  ]);

  const list = await client.streams.list({ list_id: home }).read();
  const history = await client.streams.todo({ list_id: home, todo_id: tea }).read();
  const archive = await client.streams.userArchive({ user_id: ada }).read();
  // Both fields of TODO_ASSIGNED name a user, so either one finds it.
  const involvingAda = await client.getLatestEvents({
    eventType: TODO_ASSIGNED,
    partitionId: home,
    modelKey: "user_id",
    modelId: ada,
  });
  return {
    open: [...openTodos(list.events).values()],
    historyOfFirst: history.events.map((event) => event.type),
    archiveOfAda: archive.events.map((event) => (event.data.todo_id === tea ? "tea" : "report")),
    involvingAda: involvingAda.length,
  };
}

type Seven = [string, string, string, string, string, string, string];
