/** The names of executions: what they carry and which generation. A used name is refused for 90 days, whatever became of it. */
export function releaseExecution(releaseId: string, generation: number): string {
  return `${releaseId}-g${generation}`;
}

export function deadlineExecution(dutyId: string, generation: number): string {
  return `${dutyId}-g${generation}`;
}
